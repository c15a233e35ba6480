namespace CcDemo.Attestation;

/// <summary>What one condition of a release policy wants of a claim, and what a token says, as text for a reader.</summary>
/// <param name="Claim">The claim's dotted path.</param>
/// <param name="Actual">What the token says; null when it lacks the claim.</param>
/// <param name="Wanted">What the policy wants.</param>
/// <param name="Agrees">Whether the condition holds.</param>
public sealed record ComparedClaim(string Claim, string? Actual, string Wanted, bool Agrees);
