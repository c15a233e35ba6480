using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>Whether somebody with a certain attestation token would get a key with a certain release policy.</summary>
/// <param name="WouldRelease">Whether a vault with this policy would release the key, as far as can be told offline.</param>
/// <param name="Findings">Sentences: what the token says of the guest, what was checked and what was not.</param>
/// <param name="Reasons">Sentences: what stands in the way; empty when nothing does.</param>
internal sealed record PolicyCheck(bool WouldRelease, IReadOnlyList<string> Findings, IReadOnlyList<string> Reasons)
{
    /// <summary>Judges a token.</summary>
    /// <param name="jwt">The token as the provider issued it.</param>
    /// <param name="policy">The release policy's text.</param>
    /// <param name="jwks">The provider's signing keys, its answer at <c>/certs</c>; null when they are not at hand.</param>
    /// <param name="now">The time at which the token would be used.</param>
    /// <exception cref="FormatException">The token, the policy or the keys cannot be read.</exception>
    public static PolicyCheck Run(string jwt, string policy, string? jwks, DateTimeOffset now)
    {
        var token = MaaToken.Parse(jwt.Trim());
        var decision = ReleasePolicy.Parse(policy).Evaluate(token.Issuer, token.Claims);
        var verdict = jwks is null ? null : token.Verify(Keys(jwks), token.Issuer, now);
        // It is checked last: everything before it holds.
        var expired = verdict is null ? now >= token.ExpiresAt : verdict.Code == "TokenExpired";
        var isGenuine = verdict is null or { Accepted: true } || expired;

        string[] findings =
        [
            $"The token was issued by {token.Issuer} for a guest with the host data {token.HostData ?? "(none)"}, compliance status {token.ComplianceStatus ?? "(none)"}, debuggable {token.IsDebuggable?.ToString().ToLowerInvariant() ?? "(not said)"}, VMPL {token.Vmpl?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(not said)"}.",
            verdict is null ? "Its signature was not checked: give the provider's keys, its answer at /certs, with --jwks FILE."
                : isGenuine ? "Its signature verifies under the keys that were given."
                : "Its signature does not stand.",
            .. expired ? [$"It expired at {token.ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC: a vault takes a fresh one only; the rest is judged as if it were."] : Array.Empty<string>(),
        ];

        string[] reasons = [.. isGenuine ? [] : new[] { verdict!.Reason! }, .. decision.Reasons];
        return new PolicyCheck(isGenuine && decision.Allowed, findings, reasons);
    }

    private static List<Jwk> Keys(string jwks)
    {
        try
        {
            using var document = JsonDocument.Parse(jwks);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
                ? [.. keys.EnumerateArray().Select(Jwk.Parse)]
                : throw new FormatException("The signing keys are not a JSON object with the list 'keys'.");
        }
        catch (JsonException)
        {
            throw new FormatException("The signing keys are not valid JSON.");
        }
    }
}
