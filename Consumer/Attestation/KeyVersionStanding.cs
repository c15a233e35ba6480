namespace CcDemo.Consumer.Attestation;

/// <summary>How one version of the key stands.</summary>
/// <param name="KeyId">NAME/VERSION, or the name alone for the newest.</param>
/// <param name="Refusal">Why it is not held; null while it is.</param>
internal sealed record KeyVersionStanding(string KeyId, string? Refusal = null);
