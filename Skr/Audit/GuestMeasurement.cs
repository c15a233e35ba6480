using CcDemo.Attestation;

namespace CcDemo.Skr.Audit;

/// <summary>What was measured of a guest, lower-case hexadecimal.</summary>
/// <param name="HostData">What the host bound to it at launch: the hash of its policy (32 bytes).</param>
/// <param name="Launch">Its memory at launch (48 bytes).</param>
internal sealed record GuestMeasurement(string HostData, string Launch)
{
    public static GuestMeasurement Of(SnpReport report)
        => new(Convert.ToHexStringLower(report.HostData.Span), Convert.ToHexStringLower(report.Measurement.Span));
}
