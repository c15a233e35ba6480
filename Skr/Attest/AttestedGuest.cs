using System.Globalization;
using CcDemo.Attestation;

namespace CcDemo.Skr.Attest;

/// <summary>Decides whether an attestation token, whose signature was verified, is about the report and the request that it answers.</summary>
internal static class AttestedGuest
{
    private const string SevSnp = "sevsnpvm";

    /// <param name="token">The token.</param>
    /// <param name="report">The report that was sent.</param>
    /// <param name="nonce">The nonce that was sent.</param>
    /// <param name="requireNonce">Whether the token must repeat it; one that repeats another is refused in any case.</param>
    public static Verdict Verify(MaaToken token, SnpReport report, ulong nonce, bool requireNonce)
    {
        if (token.AttestationType != SevSnp)
        {
            return Verdict.Refuse("TokenType", $"The attestation token is about a guest of the type '{token.AttestationType}', not '{SevSnp}'.");
        }

        if (token.Nonce is null && requireNonce)
        {
            return Verdict.Refuse("TokenNonce", "The attestation token lacks the nonce that was sent: whether it was made for this request cannot be known.");
        }

        if (token.Nonce is { } repeated && repeated != nonce.ToString(CultureInfo.InvariantCulture))
        {
            return Verdict.Refuse("TokenNonce", "The attestation token repeats another nonce than the one that was sent: it was made for another request.");
        }

        // The report data is what binds the token to this guest; it must be there. The others come from the same report.
        return Is(token.ReportData, report.ReportData)
            && (token.HostData is null || Is(token.HostData, report.HostData))
            && (token.LaunchMeasurement is null || Is(token.LaunchMeasurement, report.Measurement))
                ? Verdict.Accept
                : Verdict.Refuse("TokenReport", "The attestation token is about another report than the one that was sent.");
    }

    private static bool Is(string? claim, ReadOnlyMemory<byte> value)
        => string.Equals(claim, Convert.ToHexStringLower(value.Span), StringComparison.OrdinalIgnoreCase);
}
