using System.Buffers.Binary;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>Lays out an attestation report, version 3 (AMD SEV-SNP ABI 1.55, table 23): offsets in bytes, numbers little-endian.</summary>
internal static class ReportLayout
{
    /// <summary>The size of each half of a P-384 signature, bytes.</summary>
    public const int CoordinateSize = 48;

    /// <summary>The size of the field that each half stands in, bytes.</summary>
    private const int ComponentSize = 72;

    /// <summary>Where the launch measurement stands.</summary>
    public const int MeasurementOffset = 0x090;

    private const uint Version = 3;
    private const uint EcdsaP384Sha384 = 1;

    public static byte[] Write(Guest guest, ReadOnlySpan<byte> reportData, Tcb tcb, ReadOnlySpan<byte> chipId)
    {
        var report = new byte[SnpReport.Size];
        Word(0x000, Version);
        Word(0x004, UtilityVm.GuestSvn);
        Long(0x008, guest.Policy.Value);
        Word(0x034, EcdsaP384Sha384);
        Long(0x038, tcb.Value);
        Long(0x040, 1); // SMT is enabled.
        reportData.CopyTo(report.AsSpan(0x050, 64));
        UtilityVm.LaunchMeasurement.Span.CopyTo(report.AsSpan(MeasurementOffset, 48));
        guest.HostData.Span.CopyTo(report.AsSpan(0x0C0, 32));
        UtilityVm.IdKeyDigest.Span.CopyTo(report.AsSpan(0x0E0, 48));
        guest.ReportId.Span.CopyTo(report.AsSpan(0x140, 32));
        report.AsSpan(0x160, 32).Fill(0xFF); // No migration agent.
        Long(0x180, tcb.Value);
        (report[0x188], report[0x189], report[0x18A]) = (0x19, 0x01, 0x01); // A Milan processor.
        chipId.CopyTo(report.AsSpan(0x1A0, 64));
        Long(0x1E0, tcb.Value);
        Firmware(0x1E8);
        Firmware(0x1EC);
        Long(0x1F0, tcb.Value);
        return report;

        void Word(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(report.AsSpan(offset), value);

        void Long(int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(report.AsSpan(offset), value);

        void Firmware(int offset) => (report[offset], report[offset + 1], report[offset + 2]) = (21, 55, 1);
    }

    /// <summary>Puts the signature (r and s, each 48 bytes, big-endian) into its field (each 72 bytes, little-endian).</summary>
    public static void WriteSignature(byte[] report, ReadOnlySpan<byte> signature)
    {
        for (var half = 0; half < 2; half++)
        {
            var component = report.AsSpan(SnpReport.SignedSize + (half * ComponentSize), CoordinateSize);
            signature.Slice(half * CoordinateSize, CoordinateSize).CopyTo(component);
            component.Reverse();
        }
    }
}
