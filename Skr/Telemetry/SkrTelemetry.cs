using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CcDemo.Skr.Telemetry;

/// <summary>What this sidecar reports about its work; never a token, a key or a plaintext.</summary>
internal sealed class SkrTelemetry
{
    public const string Name = "CcDemo.Skr";

    public static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _attestations;
    private readonly Counter<long> _releases;
    private readonly Histogram<double> _releaseDuration;

    public SkrTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _attestations = meter.CreateCounter<long>("skr.attestations", "{attestation}", "Attestations by outcome.");
        _releases = meter.CreateCounter<long>("skr.releases", "{release}", "Key releases by outcome.");
        _releaseDuration = meter.CreateHistogram<double>("skr.release.duration", "s", "How long key releases took.");
    }

    public void Attested(bool accepted) => _attestations.Add(1, Outcome(accepted));

    public void Released(bool accepted, TimeSpan duration)
    {
        _releases.Add(1, Outcome(accepted));
        _releaseDuration.Record(duration.TotalSeconds, Outcome(accepted));
    }

    private static KeyValuePair<string, object?> Outcome(bool accepted) => new("outcome", accepted ? "accepted" : "refused");
}
