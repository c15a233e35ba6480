namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>Turns points into charts.</summary>
internal static class MetricCharts
{
    /// <summary>A value is shown for this long after its last point: exporters send one a minute unless told otherwise.</summary>
    private static readonly TimeSpan _validity = TimeSpan.FromSeconds(90);

    private static readonly (string Name, double Quantile)[] _percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    /// <summary>What is usually of interest of an instrument.</summary>
    public static ChartQuantity UsualQuantity(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Counter => ChartQuantity.Rate,
        InstrumentKind.Histogram => ChartQuantity.Percentiles,
        _ => ChartQuantity.Value,
    };

    /// <summary>
    /// A chart of some series of an instrument. Percentiles are of all of them together; values and rates have one line for
    /// each series, or with <paramref name="total"/> one for their sum.
    /// </summary>
    /// <exception cref="ArgumentException">The instrument has no such quantity: only histograms have percentiles, and neither they nor counters have a value.</exception>
    public static Chart Of(InstrumentDescription instrument, IReadOnlyList<MetricSeries> series, ChartWindow window, ChartQuantity quantity, bool total = false)
    {
        switch (quantity)
        {
            case ChartQuantity.Percentiles when instrument.Kind == InstrumentKind.Histogram:
                return new Chart(window, instrument.Unit, Percentiles(series, instrument.Temporality, window));
            case ChartQuantity.Rate when instrument.Kind is InstrumentKind.Counter or InstrumentKind.Histogram:
                var unit = instrument.Kind == InstrumentKind.Histogram ? "1/s" : $"{(instrument.Unit.Length == 0 ? "1" : instrument.Unit)}/s";
                return new Chart(window, unit, Lines(series, one => Rate(one, instrument.Temporality, window), total));
            case ChartQuantity.Value when instrument.Kind is InstrumentKind.Gauge or InstrumentKind.UpDownCounter:
                var adds = instrument is { Kind: InstrumentKind.UpDownCounter, Temporality: Temporality.Delta };
                return new Chart(window, instrument.Unit, Lines(series, one => Value(one, adds, window), total));
            default:
                throw new ArgumentException($"A {instrument.Kind} has no {quantity}.", nameof(quantity));
        }
    }

    private static IReadOnlyList<ChartLine> Lines(IReadOnlyList<MetricSeries> series, Func<MetricSeries, double?[]> values, bool total)
    {
        if (!total)
        {
            return [.. series.Select(one => new ChartLine(one.Attributes.ToString(), values(one)))];
        }

        var all = series.Select(values).ToList();
        var sum = all.Count == 0 ? [] : Enumerable.Range(0, all[0].Length).Select(window => all.Any(one => one[window] is not null) ? all.Sum(one => one[window]) : null);
        return [new ChartLine("total", [.. sum])];
    }

    private static double?[] Rate(MetricSeries series, Temporality temporality, ChartWindow window)
    {
        var values = new double?[window.Count];
        foreach (var growth in Growths(series, temporality, window))
        {
            foreach (var (index, part) in window.Parts(growth.From, growth.To))
            {
                values[index] = (values[index] ?? 0) + (growth.Amount * part / window.Step.TotalSeconds);
            }
        }

        return values;
    }

    private static double?[] Value(MetricSeries series, bool adds, ChartWindow window)
    {
        var values = new double?[window.Count];
        var points = series.Points.OfType<NumberPoint>().OrderBy(point => point.Time).ToList();
        var (next, sum) = (0, 0.0);
        for (var index = 0; index < window.Count; index++)
        {
            while (next < points.Count && points[next].Time <= window.EndOf(index))
            {
                sum += points[next++].Value;
            }

            // Between two points the earlier holds, however long ago it was: equal ones between them are not kept.
            if (next > 0 && (next < points.Count || points[next - 1].Time + _validity >= window.EndOf(index)))
            {
                values[index] = adds ? sum : points[next - 1].Value;
            }
        }

        return values;
    }

    private static IReadOnlyList<ChartLine> Percentiles(IReadOnlyList<MetricSeries> series, Temporality temporality, ChartWindow window)
    {
        var distributions = new List<ValueRange>?[window.Count];
        foreach (var growth in series.SelectMany(one => Growths(one, temporality, window)))
        {
            foreach (var (index, part) in window.Parts(growth.From, growth.To))
            {
                (distributions[index] ??= []).AddRange(growth.Ranges.Select(range => range with { Weight = range.Weight * part }));
            }
        }

        return [.. _percentiles.Select(percentile => new ChartLine(
            percentile.Name, [.. distributions.Select(ranges => ranges is null ? null : Distribution.Quantile(ranges, percentile.Quantile))]))];
    }

    /// <summary>What was added between each two points of a series.</summary>
    private static IEnumerable<Growth> Growths(MetricSeries series, Temporality temporality, ChartWindow window)
    {
        MetricPoint? before = null;
        foreach (var point in series.Points)
        {
            if (temporality == Temporality.Delta)
            {
                if ((point.Start ?? before?.Time) is { } start)
                {
                    yield return Growth.Whole(start, point);
                }
            }
            else if (before is null)
            {
                // A count that began before what is shown says nothing about when it grew.
                if (point.Start is { } start && start >= window.Start)
                {
                    yield return Growth.Whole(start, point);
                }
            }
            else
            {
                yield return Growth.Between(before, point);
            }

            before = point;
        }
    }
}
