namespace CcDemo.Attestation;

/// <summary>Whether a release policy lets a key go, and if not, why.</summary>
/// <param name="Allowed">Whether the policy is satisfied.</param>
/// <param name="Reasons">Sentences naming each claim that stands in the way; empty when allowed.</param>
public sealed record PolicyDecision(bool Allowed, IReadOnlyList<string> Reasons);
