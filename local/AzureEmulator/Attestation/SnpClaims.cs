using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>The claims <c>x-ms-sevsnpvm-*</c>: the report, field by field.</summary>
internal static class SnpClaims
{
    private const string Prefix = "x-ms-sevsnpvm-";

    public static void Write(Utf8JsonWriter claims, SnpReport report, int? endorsedSvn)
    {
        Hex("authorkeydigest", report.AuthorKeyDigest);
        Number("bootloader-svn", report.ReportedTcb.BootLoader);
        Hex("familyId", report.FamilyId);
        Number("guestsvn", endorsedSvn ?? (long)report.GuestSvn);
        Hex("hostdata", report.HostData);
        Hex("idkeydigest", report.IdKeyDigest);
        Hex("imageId", report.ImageId);
        Flag("is-debuggable", report.Policy.DebugAllowed);
        Hex("launchmeasurement", report.Measurement);
        Number("microcode-svn", report.ReportedTcb.Microcode);
        Flag("migration-allowed", report.Policy.MigrationAllowed);
        Hex("reportdata", report.ReportData);
        Hex("reportid", report.ReportId);
        Flag("smt-allowed", report.Policy.SmtAllowed);
        Number("snpfw-svn", report.ReportedTcb.Snp);
        Number("tee-svn", report.ReportedTcb.Tee);
        Number("vmpl", report.Vmpl);

        void Hex(string name, ReadOnlyMemory<byte> value) => claims.WriteString(Prefix + name, Convert.ToHexStringLower(value.Span));

        void Number(string name, long value) => claims.WriteNumber(Prefix + name, value);

        void Flag(string name, bool value) => claims.WriteBoolean(Prefix + name, value);
    }
}
