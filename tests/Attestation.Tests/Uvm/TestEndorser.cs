using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CcDemo.Attestation.Tests;

/// <summary>Signs endorsements with a chain of its own.</summary>
internal sealed class TestEndorser : IDisposable
{
    public const string Usage = "1.3.6.1.4.1.311.76.59.1.2";
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA _rootKey = RSA.Create(2048);
    private readonly RSA _leafKey = RSA.Create(2048);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _leaf;

    public TestEndorser()
    {
        var root = new CertificateRequest("CN=Endorsement root", _rootKey, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        _root = root.CreateSelfSigned(Now.AddYears(-3), Now.AddYears(3));
        var leaf = new CertificateRequest("CN=Endorser", _leafKey, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Usage)], critical: false));
        _leaf = leaf.Create(_root, Now.AddYears(-2), Now.AddYears(-1), [2]);
    }

    /// <summary>One for all tests: making RSA keys takes long.</summary>
    public static TestEndorser Shared { get; } = new();

    public ReadOnlyMemory<byte> RootHash => SHA256.HashData(_root.RawData);

    public string Issuer => $"did:x509:0:sha256:{Base64UrlText.Encode(RootHash.Span)}::eku:{Usage}";

    public UvmEndorsement Endorse(string measurement, string? issuer = null, DateTimeOffset? signed = null, RSA? key = null)
    {
        var headers = new CoseHeaderMap
        {
            { new CoseHeaderLabel(33), CoseHeaderValue.FromEncodedValue(Chain()) },
            { new CoseHeaderLabel("iss"), CoseHeaderValue.FromString(issuer ?? Issuer) },
            { new CoseHeaderLabel("feed"), CoseHeaderValue.FromString("Test-UVM") },
            { new CoseHeaderLabel("signingtime"), CoseHeaderValue.FromEncodedValue(Time(signed ?? Now.AddMonths(-18))) },
        };
        var payload = Encoding.UTF8.GetBytes($$"""{"x-ms-sevsnpvm-guestsvn":"7","x-ms-sevsnpvm-launchmeasurement":"{{measurement}}"}""");
        return UvmEndorsement.Parse(CoseSign1Message.SignEmbedded(payload, new CoseSigner(key ?? _leafKey, RSASignaturePadding.Pss, HashAlgorithmName.SHA384, headers)));
    }

    public void Dispose()
    {
        _rootKey.Dispose();
        _leafKey.Dispose();
        _root.Dispose();
        _leaf.Dispose();
    }

    private byte[] Chain()
    {
        var writer = new CborWriter();
        writer.WriteStartArray(2);
        writer.WriteByteString(_leaf.RawData);
        writer.WriteByteString(_root.RawData);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] Time(DateTimeOffset time)
    {
        var writer = new CborWriter();
        writer.WriteUnixTimeSeconds(time.ToUnixTimeSeconds());
        return writer.Encode();
    }
}
