namespace CcDemo.AppHost;

/// <summary>A measured pod.</summary>
/// <param name="Policy">The policy and the host data.</param>
/// <param name="Summary">What the policy allows; null when it could not be read off.</param>
/// <param name="Warnings">What is worth knowing, the gravest first.</param>
/// <param name="Manifest">The manifest's text, with the policy if it had none.</param>
/// <param name="ReleasePolicy">The key's release policy as a file; null when the attestation provider is not known.</param>
internal sealed record Measurement(
    MeasuredPolicy Policy,
    PolicySummary? Summary,
    IReadOnlyList<PolicyWarning> Warnings,
    string Manifest,
    string? ReleasePolicy);
