using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation.Tests;

/// <summary>A platform of AMD's shape with a root of its own: it makes chains and signs reports.</summary>
internal sealed class TestPlatform : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA _arkKey = RSA.Create(2048);
    private readonly RSA _askKey = RSA.Create(2048);
    private readonly ECDsa _vcekKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public TestPlatform(Tcb? tcb = null, byte[]? hardwareId = null, bool askIsAuthority = true)
    {
        Tcb = tcb ?? Tcb.Create(3, 0, 8, 115);
        HardwareId = hardwareId ?? RandomNumberGenerator.GetBytes(64);
        var (from, to) = (Now.AddYears(-1), Now.AddYears(1));

        var ark = Request("CN=ARK-Test", _arkKey, authority: true);
        Ark = ark.CreateSelfSigned(from, to);
        using var ask = Request("CN=SEV-Test", _askKey, askIsAuthority)
            .Create(Ark.SubjectName, X509SignatureGenerator.CreateForRSA(_arkKey, RSASignaturePadding.Pss), from, to, [2]);
        var vcek = new CertificateRequest("CN=SEV-VCEK", _vcekKey, HashAlgorithmName.SHA384);
        AddExtensions(vcek);
        using var leaf = vcek.Create(ask.SubjectName, X509SignatureGenerator.CreateForRSA(_askKey, RSASignaturePadding.Pss), from, to, [3]);
        PemChain = string.Join('\n', leaf.ExportCertificatePem(), ask.ExportCertificatePem(), Ark.ExportCertificatePem());
        Root = AmdRoot.FromCertificate(Ark, "Test");
    }

    /// <summary>One for all tests that need nothing special: making RSA keys takes long.</summary>
    public static TestPlatform Shared { get; } = new();

    public X509Certificate2 Ark { get; }

    public AmdRoot Root { get; }

    public string PemChain { get; }

    public Tcb Tcb { get; }

    public byte[] HardwareId { get; }

    public SnpReport Report(uint version = 2, Action<byte[]>? change = null)
    {
        var raw = new byte[SnpReport.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(raw, version);
        BinaryPrimitives.WriteUInt64LittleEndian(raw.AsSpan(0x008), 0x3001F);
        raw[0x034] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(raw.AsSpan(0x180), Tcb.Value);
        HardwareId.CopyTo(raw, 0x1A0);
        change?.Invoke(raw);
        var signature = _vcekKey.SignData(raw.AsSpan(0, SnpReport.SignedSize), HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        signature.AsSpan(0, 48).CopyTo(raw.AsSpan(SnpReport.SignedSize));
        signature.AsSpan(48).CopyTo(raw.AsSpan(SnpReport.SignedSize + 72));
        raw.AsSpan(SnpReport.SignedSize, 48).Reverse();
        raw.AsSpan(SnpReport.SignedSize + 72, 48).Reverse();
        return SnpReport.Parse(raw);
    }

    public Verdict Verify(SnpReport report, DateTimeOffset? now = null)
    {
        using var chain = VcekChain.FromPem(PemChain);
        return SnpEvidence.Verify(report, chain, [Root], now ?? Now);
    }

    public void Dispose()
    {
        _arkKey.Dispose();
        _askKey.Dispose();
        _vcekKey.Dispose();
        Ark.Dispose();
    }

    private static CertificateRequest Request(string name, RSA key, bool authority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, critical: true));
        return request;
    }

    private void AddExtensions(CertificateRequest request)
    {
        Add(VcekExtensions.BootLoader, Integer(Tcb.BootLoader));
        Add(VcekExtensions.Tee, Integer(Tcb.Tee));
        Add(VcekExtensions.Snp, Integer(Tcb.Snp));
        Add(VcekExtensions.Microcode, Integer(Tcb.Microcode));
        Add(VcekExtensions.HardwareId, HardwareId);
        if (Tcb.Fmc is { } fmc)
        {
            Add(VcekExtensions.Fmc, Integer(fmc));
        }

        void Add(string oid, byte[] value) => request.CertificateExtensions.Add(new X509Extension(oid, value, critical: false));
    }

    private static byte[] Integer(byte value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(value);
        return writer.Encode();
    }
}
