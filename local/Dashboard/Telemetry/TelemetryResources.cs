using CcDemo.Dashboard.Telemetry.Metrics;

namespace CcDemo.Dashboard.Telemetry;

/// <summary>Who has sent telemetry of whatever kind: what there is to show while no application host names its resources.</summary>
internal sealed class TelemetryResources(TraceStore traces, LogStore logs, MetricStore metrics)
{
    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<ResourceKey> List()
        => [.. traces.Resources().Union(logs.Resources()).Union(metrics.Resources()).OrderBy(resource => resource.ToString(), StringComparer.Ordinal)];
}
