namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>Reads quantiles off ranges of values, also of such that overlap.</summary>
internal static class Distribution
{
    /// <summary>
    /// The value that the part <paramref name="quantile"/> of all values do not exceed, as if each range were evenly filled; null
    /// when there are none.
    /// </summary>
    public static double? Quantile(IReadOnlyList<ValueRange> ranges, double quantile)
    {
        var merged = ranges.Where(range => range.Weight > 0)
            .GroupBy(range => (range.Low, range.High))
            .Select(group => new ValueRange(group.Key.Low, group.Key.High, group.Sum(range => range.Weight)))
            .OrderBy(range => range.Low)
            .ToList();
        if (merged.Count == 0)
        {
            return null;
        }

        var target = merged.Sum(range => range.Weight) * Math.Clamp(quantile, 0, 1);
        var edges = merged.SelectMany(range => new[] { range.Low, range.High }).Distinct().Order().ToList();
        var active = new List<ValueRange>();
        var (next, below, previous) = (0, 0.0, edges[0]);
        foreach (var edge in edges)
        {
            // First what is spread between two edges, then what is exactly on this one.
            var between = active.Sum(range => range.Weight * (edge - previous) / (range.High - range.Low));
            if (between > 0 && below + between >= target)
            {
                return previous + ((edge - previous) * Math.Max(0, target - below) / between);
            }

            below += between;
            active.RemoveAll(range => range.High <= edge);
            for (; next < merged.Count && merged[next].Low == edge; next++)
            {
                if (merged[next].High > edge)
                {
                    active.Add(merged[next]);
                }
                else
                {
                    below += merged[next].Weight;
                }
            }

            if (below >= target)
            {
                return edge;
            }

            previous = edge;
        }

        return edges[^1];
    }
}
