namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>Buckets whose bounds are powers of 2^(2^-scale), as the OpenTelemetry data model defines them.</summary>
/// <param name="Scale">The greater, the finer.</param>
/// <param name="ZeroCount">How many values were as good as zero.</param>
/// <param name="ZeroThreshold">How far from zero that reaches.</param>
/// <param name="Positive">Bucket i holds what is above base^i and up to base^(i+1).</param>
/// <param name="Negative">The same for the absolute values of what is below zero.</param>
internal sealed record ExponentialBuckets(int Scale, ulong ZeroCount, double ZeroThreshold, BucketRun Positive, BucketRun Negative) : HistogramBuckets
{
    public override int Size => 96 + Positive.Size + Negative.Size;

    public override IEnumerable<ValueRange> Ranges(double? min, double? max)
    {
        foreach (var (index, count) in Negative.Filled().Reverse())
        {
            yield return Within(-Bound(index + 1), -Bound(index), count);
        }

        if (ZeroCount > 0)
        {
            yield return Within(-ZeroThreshold, ZeroThreshold, ZeroCount);
        }

        foreach (var (index, count) in Positive.Filled())
        {
            yield return Within(Bound(index), Bound(index + 1), count);
        }

        ValueRange Within(double low, double high, ulong count)
        {
            var from = min is { } least && least >= low && least <= high ? least : low;
            var to = max is { } greatest && greatest >= from && greatest <= high ? greatest : high;
            return new ValueRange(from, to, count);
        }
    }

    public override HistogramBuckets? Since(HistogramBuckets earlier)
    {
        if (earlier is not ExponentialBuckets other || ZeroCount < other.ZeroCount)
        {
            return null;
        }

        // An exporter that meets a wider range of values lowers the scale; two buckets become one with each step.
        var scale = Math.Min(Scale, other.Scale);
        var positive = Positive.Coarser(Scale - scale).Since(other.Positive.Coarser(other.Scale - scale));
        var negative = Negative.Coarser(Scale - scale).Since(other.Negative.Coarser(other.Scale - scale));
        return positive is null || negative is null
            ? null
            : new ExponentialBuckets(scale, ZeroCount - other.ZeroCount, ZeroThreshold, positive, negative);
    }

    private double Bound(int index) => Math.Clamp(Math.Exp(Math.ScaleB(Math.Log(2), -Scale) * index), 0, double.MaxValue);
}
