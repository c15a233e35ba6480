using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Tests.Release;

/// <summary>Signs answers as a vault does, with a certificate authority of its own.</summary>
internal sealed class TestVault : IDisposable
{
    public const string Name = "vault.test";
    public const string WrappingKeyId = "wrapping-key";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly RSA _signer;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;
    private readonly X509Certificate2 _leaf;
    private readonly string _caFile = Path.GetTempFileName();

    /// <param name="dnsName">The name in the signing certificate.</param>
    /// <param name="usage">What the signing certificate may be used for; null to leave it open.</param>
    /// <param name="bits">The size of the signing key.</param>
    /// <param name="age">For how long the signing certificate has been there; it is valid for an hour.</param>
    /// <param name="intermediateIsAuthority">Whether the certificate between may issue others.</param>
    public TestVault(string dnsName = Name, string? usage = ServerAuthentication, int bits = 2048, TimeSpan? age = null, bool intermediateIsAuthority = true)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Test root", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _root = root.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));

        using var intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var intermediate = new CertificateRequest("CN=Test intermediate", intermediateKey, HashAlgorithmName.SHA256);
        intermediate.CertificateExtensions.Add(new X509BasicConstraintsExtension(intermediateIsAuthority, false, 0, critical: true));
        _intermediate = intermediate.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), _root.NotBefore, _root.NotAfter, [3]);

        _signer = RSA.Create(bits);
        var leaf = new CertificateRequest("CN=Test vault", _signer, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        leaf.CertificateExtensions.Add(names.Build());
        if (usage is not null)
        {
            leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        }

        var from = now - (age ?? TimeSpan.FromMinutes(5));
        _leaf = leaf.Create(_intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(intermediateKey), from, from.AddHours(1), [2]);
        File.WriteAllText(_caFile, _root.ExportCertificatePem());
    }

    public TrustedRoots Roots => new(Options.Create(new TrustOptions { CaFile = _caFile }));

    public static string Payload(
        string host = Name,
        string? kid = null,
        string? askedKid = null,
        string? nonce = "n1",
        string enc = "RSA_AES_KEY_WRAP_256",
        string ciphertext = "AAAA",
        string wrappingKeyId = WrappingKeyId,
        string? wrappedBy = null,
        string keyType = "RSA-HSM")
    {
        var keyHsm = Encode($$"""{"schema_version":"1.0","header":{"kid":"{{wrappingKeyId}}","alg":"dir","enc":"{{wrappedBy ?? enc}}"},"ciphertext":"{{ciphertext}}"}""");
        return $$"""
            {"request":{"api-version":"7.4","enc":"{{enc}}","kid":"{{askedKid ?? $"https://{host}/keys/demo"}}"{{(nonce is null ? "" : $",\"nonce\":\"{nonce}\"")}}},
             "response":{"key":{"key":{"kid":"{{kid ?? $"https://{host}/keys/demo/1"}}","kty":"{{keyType}}","key_ops":["decrypt"],"key_hsm":"{{keyHsm}}"} } } }
            """;
    }

    /// <summary>The answer of a vault: its header has <c>x5t</c>, <c>typ</c> and a <c>kid</c> of its own.</summary>
    public string Sign(string payload, string algorithm = "RS256", string more = "")
        => SignWith($$"""{"alg":"{{algorithm}}","kid":"{{_leaf.Thumbprint}}","x5t":"{{Base64UrlText.Encode(_leaf.GetCertHash())}}","typ":"JWT","x5t#S256":"{{Thumbprint(_leaf)}}","x5c":{{Chain}}{{more}}}""", payload, algorithm);

    /// <summary>The answer of a managed HSM: its header has nothing but <c>alg</c>, <c>kid</c> and the certificates.</summary>
    public string SignAsManagedHsm(string payload)
        => SignWith($$"""{"alg":"RS256","kid":"{{Thumbprint(_leaf)}}","x5c":{{Chain}},"x5t#S256":"{{Thumbprint(_leaf)}}"}""", payload, "RS256");

    /// <summary>An answer whose header names another certificate than it carries.</summary>
    public string SignNamingAnotherCertificate(string payload)
        => SignWith($$"""{"alg":"RS256","x5t#S256":"{{Thumbprint(_root)}}","x5c":{{Chain}}}""", payload, "RS256");

    /// <summary>An answer with no certificate but the signing one.</summary>
    public string SignWithoutChain(string payload)
        => SignWith($$"""{"alg":"RS256","x5c":["{{Convert.ToBase64String(_leaf.RawData)}}"]}""", payload, "RS256");

    public void Dispose()
    {
        _signer.Dispose();
        _root.Dispose();
        _intermediate.Dispose();
        _leaf.Dispose();
        File.Delete(_caFile);
    }

    private string Chain => $"""["{Convert.ToBase64String(_leaf.RawData)}","{Convert.ToBase64String(_intermediate.RawData)}","{Convert.ToBase64String(_root.RawData)}"]""";

    private string SignWith(string header, string payload, string algorithm)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        var (hash, padding) = algorithm switch
        {
            "RS384" => (HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => (HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => (HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => (HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{signed}.{Base64UrlText.Encode(_signer.SignData(Encoding.ASCII.GetBytes(signed), hash, padding))}";
    }

    private static string Thumbprint(X509Certificate2 certificate) => Base64UrlText.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256));

    private static string Encode(string text) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(text));
}
