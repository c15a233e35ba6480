namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>The counts of adjacent buckets.</summary>
/// <param name="Offset">The index of the first.</param>
/// <param name="Counts">One count for each.</param>
internal sealed record BucketRun(int Offset, ulong[] Counts)
{
    public static BucketRun None { get; } = new(0, []);

    /// <summary>About how many bytes it occupies.</summary>
    public int Size => 32 + MemorySize.OfArray(Counts.Length, sizeof(ulong));

    /// <summary>The buckets that hold something, in rising order.</summary>
    public IEnumerable<(int Index, ulong Count)> Filled()
        => Counts.Select((count, i) => (Index: Offset + i, Count: count)).Where(bucket => bucket.Count > 0);

    /// <summary>The same values in buckets of 2^<paramref name="steps"/> times the width (on the logarithmic axis).</summary>
    public BucketRun Coarser(int steps)
    {
        if (steps <= 0 || Counts.Length == 0)
        {
            return this;
        }

        var shift = Math.Min(steps, 31);
        var offset = Offset >> shift;
        var counts = new ulong[((Offset + Counts.Length - 1) >> shift) - offset + 1];
        for (var i = 0; i < Counts.Length; i++)
        {
            counts[((Offset + i) >> shift) - offset] += Counts[i];
        }

        return new BucketRun(offset, counts);
    }

    /// <summary>What has been added since an earlier run, or null when it holds what is no longer there.</summary>
    public BucketRun? Since(BucketRun earlier)
    {
        var added = (ulong[])Counts.Clone();
        foreach (var (index, count) in earlier.Filled())
        {
            var i = (long)index - Offset;
            if (i < 0 || i >= added.Length || added[i] < count)
            {
                return null;
            }

            added[i] -= count;
        }

        return this with { Counts = added };
    }
}
