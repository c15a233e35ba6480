namespace CcDemo.Consumer.Attestation;

/// <summary>How this consumer stands with its key.</summary>
/// <param name="State"><c>none</c>, <c>attesting</c>, <c>released</c>, <c>refused</c> or <c>unavailable</c>.</param>
/// <param name="Reason">Why there is no key, as a sentence; null when there is nothing to explain.</param>
/// <param name="KeyId">The key asked for.</param>
/// <param name="MaaEndpoint">The attestation provider.</param>
/// <param name="AkvEndpoint">The key vault.</param>
/// <param name="CheckedAt">When the key was asked for last.</param>
/// <param name="Claims">What the attestation provider says about this pod.</param>
/// <param name="Chain">The chain from the hardware to the key: which links hold, where it breaks, and what was compared.</param>
public sealed record AttestationView(
    string State, string? Reason, string? KeyId, string? MaaEndpoint, string? AkvEndpoint, DateTimeOffset? CheckedAt,
    IReadOnlyList<ClaimView> Claims, IReadOnlyList<ProofLink> Chain);
