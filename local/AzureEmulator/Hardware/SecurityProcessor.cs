using System.Security.Cryptography;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>A chip with its own key: it signs reports about guests, over data that a guest chooses and facts that it does not.</summary>
internal sealed class SecurityProcessor : IDisposable
{
    private readonly ECDsa _key;
    private readonly byte[] _chipId;

    private SecurityProcessor(AmdAuthority authority, ECDsa key, byte[] chipId, ThimCertification certification)
    {
        Authority = authority;
        _key = key;
        _chipId = chipId;
        Certification = certification;
    }

    /// <summary>The firmware level of the chip.</summary>
    public static Tcb Tcb { get; } = Tcb.Create(bootLoader: 4, tee: 0, snp: 24, microcode: 219);

    public AmdAuthority Authority { get; }

    /// <summary>The chip's certificates as the host's THIM endpoint hands them out.</summary>
    public ThimCertification Certification { get; }

    public static async Task<SecurityProcessor> CreateAsync(string name, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var authority = await AmdAuthority.CreateAsync(name, now);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var chipId = RandomNumberGenerator.GetBytes(64);
        using var vcek = authority.Certify(key, Tcb, chipId, now);
        var certification = new ThimCertification(
            vcek.ExportCertificatePem() + "\n",
            $"{authority.Ask.ExportCertificatePem()}\n{authority.Ark.ExportCertificatePem()}\n",
            Tcb.ToString(),
            "86400");
        return new SecurityProcessor(authority, key, chipId, certification);
    }

    /// <summary>A signed report, 1184 bytes.</summary>
    public byte[] Report(Guest guest, ReadOnlySpan<byte> reportData)
    {
        var report = ReportLayout.Write(guest, reportData, Tcb, _chipId);
        Span<byte> signature = stackalloc byte[2 * ReportLayout.CoordinateSize];
        _key.SignData(report.AsSpan(0, SnpReport.SignedSize), signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        ReportLayout.WriteSignature(report, signature);
        return report;
    }

    public void Dispose()
    {
        _key.Dispose();
        Authority.Dispose();
    }
}
