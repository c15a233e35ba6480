using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.AzureEmulator.Certificates;

/// <summary>
/// A certificate authority of this process's own. Its key never leaves memory, so that the file with its certificate,
/// which clients are told to trust, is worth nothing once the process has ended.
/// </summary>
internal sealed class DevelopmentCa : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly TimeProvider _time;

    public DevelopmentCa(TimeProvider time)
    {
        _time = time;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=CcDemo development CA {RandomNumberGenerator.GetHexString(8, lowercase: true)}, O=CcDemo", key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request);
        Root = request.CreateSelfSigned(NotBefore, NotAfter);
    }

    /// <summary>The root with its private key.</summary>
    public X509Certificate2 Root { get; }

    private DateTimeOffset NotBefore => _time.GetUtcNow().AddHours(-1);

    private DateTimeOffset NotAfter => _time.GetUtcNow().AddDays(30);

    /// <summary>A certificate for TLS on this machine.</summary>
    /// <param name="hosts">Names that clients use beside <c>localhost</c>.</param>
    public X509Certificate2 IssueServerCertificate(IEnumerable<string> hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=CcDemo", key, HashAlgorithmName.SHA256);
        AddServerExtensions(request, hosts);
        using var certificate = Issue(request, Root);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>An authority below the root.</summary>
    public X509Certificate2 IssueIntermediate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}, O=CcDemo", key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request);
        using var certificate = Issue(request, Root);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate for a key that signs answers in the name of hosts.</summary>
    public static X509Certificate2 IssueSigner(RSA key, X509Certificate2 issuer, IEnumerable<string> hosts)
    {
        var request = new CertificateRequest("CN=localhost, O=CcDemo", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        AddServerExtensions(request, hosts);
        return Issue(request, issuer);
    }

    public void Dispose() => Root.Dispose();

    private static void AddAuthorityExtensions(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    private static void AddServerExtensions(CertificateRequest request, IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var host in hosts.Prepend("localhost").Where(host => !IPAddress.TryParse(host, out _)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    private static X509Certificate2 Issue(CertificateRequest request, X509Certificate2 issuer)
    {
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request.Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuerKey),
            issuer.NotBefore,
            issuer.NotAfter,
            SerialNumber.Create());
    }
}
