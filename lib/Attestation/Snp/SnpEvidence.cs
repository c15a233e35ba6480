using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation;

/// <summary>Decides whether a report was made by a genuine security processor.</summary>
public static class SnpEvidence
{
    private const int ComponentSize = 72;
    private const int CoordinateSize = 48;
    private const uint EcdsaP384Sha384 = 1;

    /// <summary>
    /// Checks the chain up to a trusted root and its validity, that the certificate is for the report's chip and
    /// firmware, and the report's signature over its raw bytes.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="chain">The certificates of the chip that made it.</param>
    /// <param name="trustedRoots">The roots that are trusted, <see cref="AmdRoot.Known"/> for real hardware.</param>
    /// <param name="now">The time at which every certificate must be valid.</param>
    public static Verdict Verify(SnpReport report, VcekChain chain, IReadOnlyCollection<AmdRoot> trustedRoots, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(chain);

        if (chain.Verify(trustedRoots, now) is { Accepted: false } untrusted)
        {
            return untrusted;
        }

        // The signature comes before what the report says: no claim of a forged report deserves an answer of its own.
        if (report.SignatureAlgorithm != EcdsaP384Sha384)
        {
            return Verdict.Refuse("SignatureAlgorithm", $"The report names the signature algorithm {report.SignatureAlgorithm}; only 1 (ECDSA P-384 with SHA-384) is known.");
        }

        if (!VerifySignature(report, chain.Vcek))
        {
            return Verdict.Refuse("ReportSignature", "The report's signature does not verify under the chip's certificate: the report was changed, or another chip made it.");
        }

        if (report.KeyInfo.SigningKey != 0)
        {
            return Verdict.Refuse("SigningKey", $"The report was signed with key {report.KeyInfo.SigningKey}; only the chip's own key (0, VCEK) is accepted.");
        }

        if (report.ReportedTcb != chain.Tcb)
        {
            return Verdict.Refuse("TcbMismatch", $"The report was made with firmware {report.ReportedTcb}; the chip's certificate is for {chain.Tcb}. Fetch the certificates again.");
        }

        return MatchesChip(report.ChipId.Span, chain.HardwareId.Span)
            ? Verdict.Accept
            : Verdict.Refuse("ChipMismatch", "The report comes from another chip than the certificate is for, or the host masks the chip's identifier.");
    }

    private static bool MatchesChip(ReadOnlySpan<byte> chipId, ReadOnlySpan<byte> hardwareId)
        => hardwareId.Length is 64 or 8
            && CryptographicOperations.FixedTimeEquals(chipId[..hardwareId.Length], hardwareId)
            && !chipId[hardwareId.Length..].ContainsAnyExcept((byte)0);

    private static bool VerifySignature(SnpReport report, X509Certificate2 vcek)
    {
        Span<byte> signature = stackalloc byte[2 * CoordinateSize];
        var raw = report.Signature.Span;
        if (raw[(2 * ComponentSize)..].ContainsAnyExcept((byte)0)
            || !TryReadComponent(raw[..ComponentSize], signature[..CoordinateSize])
            || !TryReadComponent(raw[ComponentSize..(2 * ComponentSize)], signature[CoordinateSize..]))
        {
            return false;
        }

        using var key = vcek.GetECDsaPublicKey();
        return key is { KeySize: 384 }
            && key.VerifyData(report.SignedBytes.Span, signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool TryReadComponent(ReadOnlySpan<byte> littleEndian, Span<byte> bigEndian)
    {
        littleEndian[..CoordinateSize].CopyTo(bigEndian);
        bigEndian.Reverse();
        return !littleEndian[CoordinateSize..].ContainsAnyExcept((byte)0);
    }
}
