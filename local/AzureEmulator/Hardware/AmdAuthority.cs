using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Signing;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>
/// Stands where AMD's key server stands: ARK, ASK and the certificates of chips, in AMD's shapes (RSASSA-PSS with
/// SHA-384, a P-384 key for each chip). Its RSA keys have 2048 bits, where AMD's have 4096, for the sake of start-up time.
/// </summary>
internal sealed class AmdAuthority : IDisposable
{
    private const int KeySize = 2048;
    private const string Organization = "OU=Engineering, O=CcDemo emulated hardware, L=Nowhere";
    private readonly RSA _askKey;

    private AmdAuthority(X509Certificate2 ark, X509Certificate2 ask, RSA askKey)
    {
        Ark = ark;
        Ask = ask;
        _askKey = askKey;
    }

    /// <summary>The root; which roots are trusted is decided by its public key.</summary>
    public X509Certificate2 Ark { get; }

    public X509Certificate2 Ask { get; }

    public static async Task<AmdAuthority> CreateAsync(string name, DateTimeOffset now)
    {
        var arkGeneration = RsaKeyGeneration.Start(KeySize);
        var askGeneration = RsaKeyGeneration.Start(KeySize);
        using var arkKey = await arkGeneration;
        var askKey = await askGeneration;

        var arkRequest = AuthorityRequest($"CN=ARK-{name}, {Organization}", arkKey);
        // The certificate must not own the private key: it is handed to verifiers.
        using var arkWithKey = arkRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
        var ark = X509CertificateLoader.LoadCertificate(arkWithKey.RawData);

        var askRequest = AuthorityRequest($"CN=SEV-{name}, {Organization}", askKey);
        var ask = askRequest.Create(ark.SubjectName, Pss(arkKey), now.AddDays(-1), now.AddDays(365).AddSeconds(-1), SerialNumber.Create());
        return new AmdAuthority(ark, ask, askKey);
    }

    /// <summary>The certificate (VCEK) of a chip's key at one firmware level.</summary>
    public X509Certificate2 Certify(ECDsa chipKey, Tcb tcb, ReadOnlySpan<byte> chipId, DateTimeOffset now)
    {
        var request = new CertificateRequest($"CN=SEV-VCEK, {Organization}", chipKey, HashAlgorithmName.SHA384);
        Add(request, VcekExtensions.ProductName, writer => writer.WriteCharacterString(UniversalTagNumber.IA5String, "Milan-B0"));
        Add(request, VcekExtensions.BootLoader, writer => writer.WriteInteger(tcb.BootLoader));
        Add(request, VcekExtensions.Tee, writer => writer.WriteInteger(tcb.Tee));
        Add(request, VcekExtensions.Snp, writer => writer.WriteInteger(tcb.Snp));
        Add(request, VcekExtensions.Microcode, writer => writer.WriteInteger(tcb.Microcode));
        // AMD puts the chip's identifier in as it is, without DER around it.
        request.CertificateExtensions.Add(new X509Extension(VcekExtensions.HardwareId, chipId, critical: false));
        return request.Create(Ask.SubjectName, Pss(_askKey), now.AddHours(-1), now.AddDays(300), SerialNumber.Create());
    }

    public void Dispose()
    {
        _askKey.Dispose();
        Ark.Dispose();
        Ask.Dispose();
    }

    private static CertificateRequest AuthorityRequest(string subject, RSA key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private static X509SignatureGenerator Pss(RSA key) => X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pss);

    private static void Add(CertificateRequest request, string oid, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        request.CertificateExtensions.Add(new X509Extension(oid, writer.Encode(), critical: false));
    }
}
