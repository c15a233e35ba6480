using CcDemo.Skr.Audit;

namespace CcDemo.Skr.Attest;

/// <summary>A provider's word for this guest, verified.</summary>
/// <param name="Token">The token (JWT).</param>
/// <param name="Measurement">What was measured of the guest.</param>
internal sealed record GuestAttestation(string Token, GuestMeasurement Measurement)
{
    // A token must not get into a log by way of a record's text.
    public override string ToString() => $"attestation of {Measurement.HostData}";
}
