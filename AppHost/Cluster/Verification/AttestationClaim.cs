namespace CcDemo.AppHost;

/// <summary>A claim of the attestation token, and what it means.</summary>
internal sealed record AttestationClaim(string Name, string Value, string Meaning);
