using System.Text.Json;

namespace CcDemo.AppHost;

/// <summary>How a consumer stands with its key, as its API (<c>/api/attestation</c>) says.</summary>
/// <param name="State"><c>none</c>, <c>attesting</c>, <c>released</c>, <c>refused</c> or <c>unavailable</c>.</param>
/// <param name="Reason">Why there is no key.</param>
/// <param name="KeyId">The key.</param>
/// <param name="MaaEndpoint">The attestation provider.</param>
/// <param name="AkvEndpoint">The key vault.</param>
/// <param name="CheckedAt">When the key was asked for last.</param>
/// <param name="Claims">What the attestation provider says of the pod.</param>
internal sealed record AttestationRecord(
    string State, string? Reason, string? KeyId, string? MaaEndpoint, string? AkvEndpoint, DateTimeOffset? CheckedAt, IReadOnlyList<AttestationClaim> Claims)
{
    public const string Released = "released";
    public const string Refused = "refused";

    /// <summary>The value of a claim, or null.</summary>
    public string? Claim(string name) => Claims.FirstOrDefault(claim => claim.Name == name)?.Value;

    /// <summary>The claims as the JSON that a release policy is compared with.</summary>
    public JsonElement ClaimsJson()
        => JsonSerializer.SerializeToElement(Claims.DistinctBy(claim => claim.Name).ToDictionary(claim => claim.Name, claim => claim.Value));

    /// <summary>The record for a person, line by line.</summary>
    public IEnumerable<string> Lines =>
    [
        $"The key {KeyId ?? "(none)"} of {AkvEndpoint ?? "(no vault)"}, attested by {MaaEndpoint ?? "(nobody)"}: {State}{(CheckedAt is { } time ? $", {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "")}.",
        .. Claims.Select(claim => $"  {claim.Name} = {claim.Value}  ({claim.Meaning.TrimEnd('.')})"),
    ];
}
