namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>How the values of a histogram are distributed.</summary>
internal abstract record HistogramBuckets
{
    /// <summary>About how many bytes they occupy.</summary>
    public abstract int Size { get; }

    /// <summary>The buckets that hold something, in rising order.</summary>
    /// <param name="min">The least value, if known: where the first bucket begins.</param>
    /// <param name="max">The greatest value, if known: where the last bucket ends.</param>
    public abstract IEnumerable<ValueRange> Ranges(double? min, double? max);

    /// <summary>What has been added since an earlier point of the same series, or null when the two cannot be compared.</summary>
    public abstract HistogramBuckets? Since(HistogramBuckets earlier);
}
