namespace CcDemo.Skr.Health;

/// <summary>An attestation that has ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Provider">With which provider.</param>
/// <param name="Problem">What was wrong; null when the provider attested the guest.</param>
internal sealed record LastAttestation(DateTimeOffset Time, string Provider, string? Problem);
