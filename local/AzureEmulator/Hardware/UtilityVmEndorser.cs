using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>Signs which measurement is a utility VM image of this emulator's: a COSE_Sign1 (RFC 9052 §4.2) with its certificate chain (x5chain, RFC 9360) and a did:x509 issuer.</summary>
internal sealed class UtilityVmEndorser : IDisposable
{
    /// <summary>The feed of images for confidential pods.</summary>
    public const string Feed = "ConfAKS-AMD-UVM";

    private const string SigningPurpose = "1.3.6.1.4.1.311.76.59.1.2";
    private static readonly CoseHeaderLabel _x5Chain = new(33);
    private readonly X509Certificate2 _root;
    private readonly Lazy<byte[]> _endorsement;

    public UtilityVmEndorser(TimeProvider time)
    {
        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=CcDemo utility VM endorsement root, O=CcDemo", key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
        RootHash = SHA256.HashData(_root.RawData);
        _endorsement = new Lazy<byte[]>(() => Endorse(now));
    }

    /// <summary>SHA-256 of the root certificate: whom the attestation provider believes about images.</summary>
    public ReadOnlyMemory<byte> RootHash { get; }

    /// <summary>The signed endorsement ("reference info").</summary>
    public ReadOnlyMemory<byte> Endorsement => _endorsement.Value;

    public void Dispose() => _root.Dispose();

    private byte[] Endorse(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=CcDemo utility VM endorsement, O=CcDemo", key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(SigningPurpose)], critical: false));
        using var rootKey = _root.GetECDsaPrivateKey()!;
        using var leaf = request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), now.AddHours(-1), now.AddDays(300), SerialNumber.Create());

        var headers = new CoseHeaderMap
        {
            { CoseHeaderLabel.ContentType, "application/json" },
            { _x5Chain, CoseHeaderValue.FromEncodedValue(EncodeChain(leaf)) },
            { new CoseHeaderLabel("iss"), $"did:x509:0:sha256:{Base64UrlText.Encode(RootHash.Span)}::eku:{SigningPurpose}" },
            { new CoseHeaderLabel("feed"), Feed },
        };
        return CoseSign1Message.SignEmbedded(Utf8JsonObject.Write(WritePayload), new CoseSigner(key, HashAlgorithmName.SHA384, headers));
    }

    private byte[] EncodeChain(X509Certificate2 leaf)
    {
        var cbor = new CborWriter();
        cbor.WriteStartArray(2);
        cbor.WriteByteString(leaf.RawData);
        cbor.WriteByteString(_root.RawData);
        cbor.WriteEndArray();
        return cbor.Encode();
    }

    private static void WritePayload(Utf8JsonWriter json)
    {
        json.WriteString("x-ms-sevsnpvm-guestsvn", UtilityVm.GuestSvn.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("x-ms-sevsnpvm-launchmeasurement", Convert.ToHexStringLower(UtilityVm.LaunchMeasurement.Span));
    }
}
