namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>What was added to a counter or a histogram within a span of time.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Amount">What was added: the sum of a counter, the number of values of a histogram.</param>
/// <param name="Ranges">How the values are distributed; empty for a counter.</param>
internal sealed record Growth(DateTimeOffset From, DateTimeOffset To, double Amount, IReadOnlyList<ValueRange> Ranges)
{
    /// <summary>All that a point says, added since a time.</summary>
    public static Growth Whole(DateTimeOffset from, MetricPoint point) => point switch
    {
        HistogramPoint histogram => new Growth(from, point.Time, histogram.Count, [.. histogram.Buckets.Ranges(histogram.Min, histogram.Max)]),
        NumberPoint number => new Growth(from, point.Time, number.Value, []),
        _ => throw new ArgumentException($"A {point.GetType().Name} is no point of a sum.", nameof(point)),
    };

    /// <summary>What a cumulative point says beyond an earlier one. A process that began anew counts from zero.</summary>
    public static Growth Between(MetricPoint before, MetricPoint point)
    {
        if (point.Start is { } start && (before.Start is null || start > before.Start))
        {
            return Whole(start > before.Time ? start : before.Time, point);
        }

        switch (before, point)
        {
            case (NumberPoint earlier, NumberPoint later) when later.Value >= earlier.Value:
                return new Growth(before.Time, point.Time, later.Value - earlier.Value, []);
            case (HistogramPoint earlier, HistogramPoint later) when later.Count >= earlier.Count && later.Buckets.Since(earlier.Buckets) is { } added:
                // The extremes are of all values since the start; they bound what was added as well.
                return new Growth(before.Time, point.Time, later.Count - earlier.Count, [.. added.Ranges(later.Min, later.Max)]);
            default:
                return Whole(before.Time, point);
        }
    }
}
