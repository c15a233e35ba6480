using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation;

/// <summary>
/// An issuer of the form <c>did:x509:0:sha256:FINGERPRINT::eku:OID</c>: whoever holds a certificate that goes back to
/// the authority with this fingerprint and has this extended key usage.
/// </summary>
/// <param name="Algorithm">The hash of the fingerprint.</param>
/// <param name="Fingerprint">The hash of an authority's certificate.</param>
/// <param name="RequiredUsages">The extended key usages that the leaf must have.</param>
internal sealed record DidX509(HashAlgorithmName Algorithm, ReadOnlyMemory<byte> Fingerprint, IReadOnlyList<string> RequiredUsages)
{
    /// <exception cref="FormatException">The text is another kind of issuer, or demands what is not known.</exception>
    public static DidX509 Parse(string did)
    {
        var sections = did.Split("::");
        var head = sections[0].Split(':');
        if (head is not ["did", "x509", "0", _, _] || sections.Length < 2)
        {
            throw new FormatException($"The endorsement's issuer '{did}' is not of the form did:x509:0:HASH:FINGERPRINT::eku:OID.");
        }

        var algorithm = head[3] switch
        {
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => throw new FormatException($"The hash '{head[3]}' of the endorsement's issuer is not known."),
        };
        return new DidX509(algorithm, Base64UrlText.Decode(head[4]), [.. sections.Skip(1).Select(ExtendedKeyUsage)]);
    }

    /// <summary>Whether one of the authorities has the fingerprint and the leaf has every usage.</summary>
    public Verdict Matches(IReadOnlyList<X509Certificate2> chain)
    {
        if (!chain.Skip(1).Any(authority => CryptographicOperations.FixedTimeEquals(
            CryptographicOperations.HashData(Algorithm, authority.RawDataMemory.Span), Fingerprint.Span)))
        {
            return Verdict.Refuse("EndorsementIssuer", "No authority in the endorsement's chain has the fingerprint that its issuer names.");
        }

        var usages = Usages(chain[0]);
        var missing = RequiredUsages.FirstOrDefault(usage => !usages.Contains(usage));
        return missing is null
            ? Verdict.Accept
            : Verdict.Refuse("EndorsementIssuer", $"The endorsement's signing certificate lacks the extended key usage {missing} that its issuer names.");
    }

    private static string ExtendedKeyUsage(string predicate)
        => predicate.StartsWith("eku:", StringComparison.Ordinal)
            ? predicate[4..]
            : throw new FormatException($"The endorsement's issuer demands '{predicate}'; only 'eku:' is known.");

    private static HashSet<string> Usages(X509Certificate2 certificate) => [.. certificate.Extensions
        .OfType<X509EnhancedKeyUsageExtension>()
        .SelectMany(extension => extension.EnhancedKeyUsages.OfType<Oid>())
        .Select(usage => usage.Value!)];
}
