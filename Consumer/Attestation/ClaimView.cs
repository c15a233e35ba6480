namespace CcDemo.Consumer.Attestation;

/// <summary>A claim of the attestation token, and what it means.</summary>
public sealed record ClaimView(string Name, string Value, string Meaning);
