using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation;

/// <summary>
/// The checks of a certificate against its issuer, done one by one: the machine's own trust store, revocation
/// downloads and chain building by name have no say in what is trusted here.
/// </summary>
internal static class CertificateSignature
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>Whether the issuer's key signed the certificate and the names fit.</summary>
    public static bool Verify(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
        {
            return false;
        }

        try
        {
            var (signed, algorithm, parameters, signature) = Split(certificate);
            return algorithm switch
            {
                RsaPss => VerifyPss(issuer, signed.Span, signature, parameters),
                "1.2.840.113549.1.1.11" => VerifyRsa(issuer, signed.Span, signature, HashAlgorithmName.SHA256),
                "1.2.840.113549.1.1.12" => VerifyRsa(issuer, signed.Span, signature, HashAlgorithmName.SHA384),
                "1.2.840.113549.1.1.13" => VerifyRsa(issuer, signed.Span, signature, HashAlgorithmName.SHA512),
                "1.2.840.10045.4.3.2" => VerifyEcdsa(issuer, signed.Span, signature, HashAlgorithmName.SHA256),
                "1.2.840.10045.4.3.3" => VerifyEcdsa(issuer, signed.Span, signature, HashAlgorithmName.SHA384),
                "1.2.840.10045.4.3.4" => VerifyEcdsa(issuer, signed.Span, signature, HashAlgorithmName.SHA512),
                _ => false,
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether the certificate may sign others.</summary>
    public static bool IsAuthority(X509Certificate2 certificate)
    {
        try
        {
            var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault();
            return certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: true }
                && (usage is null || usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign));
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the certificate is valid at a time.</summary>
    public static Verdict CheckValidity(X509Certificate2 certificate, DateTimeOffset at)
    {
        if (at < certificate.NotBefore.ToUniversalTime())
        {
            return Verdict.Refuse("CertificateNotYetValid", $"The certificate '{certificate.Subject}' is valid only from {Text(certificate.NotBefore)}.");
        }

        return at > certificate.NotAfter.ToUniversalTime()
            ? Verdict.Refuse("CertificateExpired", $"The certificate '{certificate.Subject}' expired at {Text(certificate.NotAfter)}.")
            : Verdict.Accept;
    }

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static (ReadOnlyMemory<byte> Signed, string Algorithm, ReadOnlyMemory<byte> Parameters, byte[] Signature) Split(X509Certificate2 certificate)
    {
        var outer = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        var signed = outer.ReadEncodedValue();
        var algorithm = outer.ReadEncodedValue();
        var signature = outer.ReadBitString(out var unusedBits);
        outer.ThrowIfNotEmpty();
        if (unusedBits != 0 || !algorithm.Span.SequenceEqual(SignedAlgorithm(signed).Span))
        {
            // RFC 5280 section 4.1.1.2: the algorithm outside of the signature must repeat the one inside.
            throw new CryptographicException("The certificate's signature algorithm is not the one that was signed.");
        }

        var identifier = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence();
        var oid = identifier.ReadObjectIdentifier();
        return (signed, oid, identifier.HasData ? identifier.ReadEncodedValue() : default, signature);
    }

    private static ReadOnlyMemory<byte> SignedAlgorithm(ReadOnlyMemory<byte> signed)
    {
        var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            body.ReadEncodedValue();
        }

        body.ReadInteger();
        return body.ReadEncodedValue();
    }

    private static bool VerifyRsa(X509Certificate2 issuer, ReadOnlySpan<byte> signed, byte[] signature, HashAlgorithmName hash)
    {
        using var key = issuer.GetRSAPublicKey();
        return key is not null && key.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
    }

    private static bool VerifyEcdsa(X509Certificate2 issuer, ReadOnlySpan<byte> signed, byte[] signature, HashAlgorithmName hash)
    {
        using var key = issuer.GetECDsaPublicKey();
        return key is not null && key.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    // RSASSA-PSS-params (RFC 4055): only the usual form, salt as long as the hash and MGF1 with the same hash, verifies.
    private static bool VerifyPss(X509Certificate2 issuer, ReadOnlySpan<byte> signed, byte[] signature, ReadOnlyMemory<byte> parameters)
    {
        var sequence = new AsnReader(parameters, AsnEncodingRules.DER).ReadSequence();
        var hash = sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            var other => throw new CryptographicException($"The hash {other} is not supported."),
        };
        using var key = issuer.GetRSAPublicKey();
        return key is not null && key.VerifyData(signed, signature, hash, RSASignaturePadding.Pss);
    }
}
