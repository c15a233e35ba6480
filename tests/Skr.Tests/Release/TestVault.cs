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
    private readonly RSA _signer = RSA.Create(2048);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _leaf;
    private readonly string _caFile = Path.GetTempFileName();

    public TestVault(string dnsName = "vault.test")
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Test root", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _root = root.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        var leaf = new CertificateRequest("CN=Test vault", _signer, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        leaf.CertificateExtensions.Add(names.Build());
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        _leaf = leaf.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), _root.NotBefore, _root.NotAfter, [2]);
        File.WriteAllText(_caFile, _root.ExportCertificatePem());
    }

    public TrustedRoots Roots => new(Options.Create(new TrustOptions { CaFile = _caFile }));

    public static string Payload(string kid = "https://vault.test/keys/demo/1", string nonce = "n1", string enc = "RSA_AES_KEY_WRAP_256", string ciphertext = "AAAA")
        => $$"""
            {"request":{"enc":"{{enc}}","kid":"https://vault.test/keys/demo","nonce":"{{nonce}}"},
             "response":{"key":{"key":{"kid":"{{kid}}","kty":"RSA-HSM","key_ops":["decrypt"],"key_hsm":"{{Encode($$"""{"ciphertext":"{{ciphertext}}"}""")}}"} } } }
            """;

    public string Sign(string payload, string algorithm = "RS256")
    {
        var signed = $"{Encode($$"""{"alg":"{{algorithm}}","x5c":["{{Convert.ToBase64String(_leaf.RawData)}}","{{Convert.ToBase64String(_root.RawData)}}"]}""")}.{Encode(payload)}";
        return $"{signed}.{Base64UrlText.Encode(_signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose()
    {
        _signer.Dispose();
        _root.Dispose();
        _leaf.Dispose();
        File.Delete(_caFile);
    }

    private static string Encode(string text) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(text));
}
