namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>A point of a histogram.</summary>
/// <param name="Start">Since when it counts; null when the sender does not say.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Count">How many values.</param>
/// <param name="Sum">Their sum, if known.</param>
/// <param name="Min">The least of them, if known.</param>
/// <param name="Max">The greatest of them, if known.</param>
/// <param name="Buckets">How they are distributed.</param>
internal sealed record HistogramPoint(
    DateTimeOffset? Start, DateTimeOffset Time, ulong Count, double? Sum, double? Min, double? Max, HistogramBuckets Buckets)
    : MetricPoint(Start, Time)
{
    public override int Size => 176 + Buckets.Size;

    // Between two points of the same count nothing was added, whatever the buckets are.
    public override bool SaysTheSameAs(MetricPoint other)
        => other is HistogramPoint histogram && Start == histogram.Start && Count == histogram.Count && Buckets.GetType() == histogram.Buckets.GetType();
}
