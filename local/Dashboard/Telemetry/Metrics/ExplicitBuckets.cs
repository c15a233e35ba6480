namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>Buckets with given bounds.</summary>
/// <param name="Bounds">Rising; each bucket ends with one and includes it, and the last bucket has no end.</param>
/// <param name="Counts">One more than bounds, or none when only the count is known.</param>
internal sealed record ExplicitBuckets(double[] Bounds, ulong[] Counts) : HistogramBuckets
{
    public override int Size => 32 + MemorySize.OfArray(Bounds.Length, sizeof(double)) + MemorySize.OfArray(Counts.Length, sizeof(ulong));

    public override IEnumerable<ValueRange> Ranges(double? min, double? max)
    {
        for (var i = 0; i < Counts.Length; i++)
        {
            if (Counts[i] == 0)
            {
                continue;
            }

            // The outermost buckets are open; without the extremes they are as narrow as what is known.
            var low = i > 0 ? Bounds[i - 1] : min ?? (Bounds.Length == 0 ? max ?? 0 : Math.Min(0, Bounds[0]));
            var high = i < Bounds.Length ? Bounds[i] : max ?? low;
            low = Math.Max(low, min is { } least && least <= high ? least : low);
            high = Math.Min(high, max is { } greatest && greatest >= low ? greatest : high);
            yield return new ValueRange(Math.Min(low, high), Math.Max(low, high), Counts[i]);
        }
    }

    public override HistogramBuckets? Since(HistogramBuckets earlier)
    {
        if (earlier is not ExplicitBuckets other || !Bounds.AsSpan().SequenceEqual(other.Bounds) || Counts.Length != other.Counts.Length)
        {
            return null;
        }

        var added = new ulong[Counts.Length];
        for (var i = 0; i < added.Length; i++)
        {
            if (Counts[i] < other.Counts[i])
            {
                return null;
            }

            added[i] = Counts[i] - other.Counts[i];
        }

        return this with { Counts = added };
    }
}
