using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Telemetry.Metrics;

namespace CcDemo.Dashboard.Tests.Telemetry.Metrics;

public class MetricChartsTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);
    private static readonly ChartWindow _fourTimesTenSeconds = new(_start, TimeSpan.FromSeconds(10), 4);

    [Fact]
    public void A_counter_is_shown_as_its_rate()
    {
        var chart = Chart(InstrumentKind.Counter, [Number(10, 50), Number(20, 70), Number(40, 130)]);

        Assert.Equal([5, 2, 3, 3], Only(chart));
        Assert.Equal("By/s", chart.Unit);
    }

    [Fact]
    public void A_counter_that_began_before_the_chart_says_nothing_about_its_first_window()
    {
        var chart = Chart(InstrumentKind.Counter, [Number(5, 1_000, startSecond: -600), Number(15, 1_010, startSecond: -600)]);

        Assert.Equal([0.5, 0.5, null, null], Only(chart));
    }

    [Fact]
    public void A_process_that_begins_anew_counts_from_zero()
    {
        var byStart = Chart(InstrumentKind.Counter, [Number(10, 1_000), Number(20, 30, startSecond: 10)]);
        var byValue = Chart(InstrumentKind.Counter, [Number(10, 1_000, startSecond: null), Number(20, 30, startSecond: null)]);

        Assert.Equal(3, Only(byStart)[1]);
        Assert.Equal(3, Only(byValue)[1]);
    }

    [Fact]
    public void Deltas_are_rates_as_they_are()
    {
        var chart = Chart(InstrumentKind.Counter, [Number(10, 20), Number(20, 40, startSecond: 10)], Temporality.Delta);

        Assert.Equal([2, 4, null, null], Only(chart));
    }

    [Fact]
    public void A_gauge_keeps_its_value_between_points_but_not_for_ever()
    {
        var held = Chart(InstrumentKind.Gauge, [Number(5, 3), Number(25, 4)]);
        var old = Chart(InstrumentKind.Gauge, [Number(-100, 3)]);

        Assert.Equal([3, 3, 4, 4], Only(held));
        Assert.Equal([null, null, null, null], Only(old));
    }

    [Fact]
    public void An_up_down_counter_of_deltas_adds_them_up()
    {
        var chart = Chart(InstrumentKind.UpDownCounter, [Number(5, 3), Number(15, -1)], Temporality.Delta);

        Assert.Equal([3, 2, 2, 2], Only(chart));
    }

    [Fact]
    public void Series_have_a_line_each_or_one_for_all()
    {
        MetricSeries[] series = [Series("a", Number(10, 50)), Series("b", Number(10, 20), Number(20, 30))];
        var description = Describe(InstrumentKind.Counter);

        var each = MetricCharts.Of(description, series, _fourTimesTenSeconds, ChartQuantity.Rate);
        var all = MetricCharts.Of(description, series, _fourTimesTenSeconds, ChartQuantity.Rate, total: true);

        Assert.Equal(["name=a", "name=b"], each.Lines.Select(line => line.Name));
        Assert.Equal([7, 1, null, null], Only(all));
        Assert.Empty(MetricCharts.Of(description, [], _fourTimesTenSeconds, ChartQuantity.Rate, total: true).Lines.SelectMany(line => line.Values));
    }

    [Fact]
    public void Percentiles_are_of_what_each_window_added()
    {
        // 100 values below 1 s, then 100 between 1 s and 2 s.
        var chart = Chart(InstrumentKind.Histogram, [Histogram(10, [100, 0, 0]), Histogram(20, [100, 100, 0])]);

        Assert.Equal(["p50", "p90", "p99"], chart.Lines.Select(line => line.Name));
        AssertClose([0.5, 1.5], chart.Lines[0].Values.Take(2));
        AssertClose([0.9, 1.9], chart.Lines[1].Values.Take(2));
        AssertClose([0.99, 1.99], chart.Lines[2].Values.Take(2));
        Assert.Null(chart.Lines[0].Values[2]);
    }

    [Fact]
    public void A_window_without_values_has_no_percentile_but_a_rate_of_zero()
    {
        MetricPoint[] points = [Histogram(10, [4, 0, 0]), Histogram(20, [4, 0, 0])];

        Assert.Null(Chart(InstrumentKind.Histogram, points).Lines[0].Values[1]);
        Assert.Equal([0.4, 0, null, null], Only(Chart(InstrumentKind.Histogram, points, quantity: ChartQuantity.Rate)));
    }

    [Fact]
    public void Percentiles_of_several_series_are_of_all_their_values()
    {
        MetricSeries[] series = [Series("fast", Histogram(10, [99, 0, 0])), Series("slow", Histogram(10, [0, 1, 0]))];

        var chart = MetricCharts.Of(Describe(InstrumentKind.Histogram), series, _fourTimesTenSeconds, ChartQuantity.Percentiles);

        AssertClose([50.0 / 99], chart.Lines[0].Values.Take(1));
        AssertClose([1], chart.Lines[2].Values.Take(1));
    }

    [Fact]
    public void The_open_bucket_ends_at_the_greatest_value()
    {
        var unknown = Chart(InstrumentKind.Histogram, [Histogram(10, [0, 0, 10])]);
        var known = Chart(InstrumentKind.Histogram, [Histogram(10, [0, 0, 10]) with { Min = 2, Max = 4 }]);

        Assert.Equal(2, unknown.Lines[2].Values[0]);
        AssertClose([3], known.Lines[0].Values.Take(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    public void Exponential_percentiles_are_as_exact_as_their_scale(int scale)
    {
        // 1 to 100, as an exporter would count them; at scale 20 over the run that holds 50 to 51 only.
        var values = scale == 20 ? [50, 50.0001, 50.0002] : Enumerable.Range(1, 100).Select(value => (double)value).ToArray();
        var indices = values.Select(value => (int)Math.Ceiling(Math.Log2(value) * Math.ScaleB(1, scale)) - 1).ToList();
        var counts = new ulong[indices.Max() - indices.Min() + 1];
        indices.ForEach(index => counts[index - indices.Min()]++);
        var point = new HistogramPoint(
            _start, _start.AddSeconds(10), (ulong)values.Length, Sum: null, Min: null, Max: null,
            new ExponentialBuckets(scale, ZeroCount: 0, ZeroThreshold: 0, new BucketRun(indices.Min(), counts), BucketRun.None));

        var p50 = Chart(InstrumentKind.Histogram, [point]).Lines[0].Values[0]!.Value;

        var width = Math.Pow(2, Math.ScaleB(1, -scale));
        Assert.InRange(p50, 50 / width, 51 * width);
    }

    [Fact]
    public void An_exponential_histogram_that_becomes_coarser_goes_on()
    {
        var fine = new ExponentialBuckets(Scale: 1, 0, 0, new BucketRun(-3, [1, 2, 3, 4]), BucketRun.None);
        var coarse = new ExponentialBuckets(Scale: 0, 2, 0, new BucketRun(-2, [1, 7, 9]), BucketRun.None);

        var added = Assert.IsType<ExponentialBuckets>(coarse.Since(fine));

        // -3..0 at scale 1 are -2, -1, -1 and 0 at scale 0: 1, 5 and 4 values.
        Assert.Equal([0ul, 2, 5], added.Positive.Counts);
        Assert.Equal(2ul, added.ZeroCount);
        Assert.Null(new ExponentialBuckets(0, 0, 0, new BucketRun(-2, [0, 7, 9]), BucketRun.None).Since(fine));
    }

    [Fact]
    public void Negative_values_and_zeros_come_before_positive_ones()
    {
        var buckets = new ExponentialBuckets(Scale: 0, 3, 0, new BucketRun(0, [1]), new BucketRun(0, [1, 1]));

        Assert.Equal([(-4, -2), (-2, -1), (0, 0), (1, 2)], buckets.Ranges(null, null).Select(range => ((int)range.Low, (int)range.High)));
    }

    [Fact]
    public void What_an_instrument_does_not_have_is_refused()
    {
        Refused(InstrumentKind.Counter, ChartQuantity.Percentiles);
        Refused(InstrumentKind.Counter, ChartQuantity.Value);
        Refused(InstrumentKind.Gauge, ChartQuantity.Rate);
        Refused(InstrumentKind.Histogram, ChartQuantity.Value);

        static void Refused(InstrumentKind kind, ChartQuantity quantity)
            => Assert.Throws<ArgumentException>(() => Chart(kind, [], quantity: quantity));
    }

    [Fact]
    public void Windows_stay_where_they_are_while_time_goes_on()
    {
        var first = ChartWindow.Last(TimeSpan.FromMinutes(2), _start.AddSeconds(0.3));
        var next = ChartWindow.Last(TimeSpan.FromMinutes(2), _start.AddSeconds(0.7));

        Assert.Equal(first, next);
        Assert.Equal(120, first.Count);
        Assert.InRange(_start.AddSeconds(0.7), first.Start, first.End);
    }

    private static Chart Chart(InstrumentKind kind, MetricPoint[] points, Temporality temporality = Temporality.Cumulative, ChartQuantity? quantity = null)
        => MetricCharts.Of(Describe(kind, temporality), [Series("a", points)], _fourTimesTenSeconds, quantity ?? MetricCharts.UsualQuantity(kind));

    private static InstrumentDescription Describe(InstrumentKind kind, Temporality temporality = Temporality.Cumulative)
        => new(new InstrumentKey(new ResourceKey("s", ""), "m", "n"), "By", "", kind, temporality);

    private static MetricSeries Series(string name, params MetricPoint[] points) => new(new TelemetryAttributes([new("name", name)]), points, []);

    private static NumberPoint Number(int second, double value, int? startSecond = 0)
        => new(startSecond is { } start ? _start.AddSeconds(start) : null, _start.AddSeconds(second), value);

    private static HistogramPoint Histogram(int second, ulong[] counts) => new(
        _start, _start.AddSeconds(second), counts.Aggregate((sum, count) => sum + count), Sum: null, Min: null, Max: null, new ExplicitBuckets([1, 2], counts));

    private static IReadOnlyList<double?> Only(Chart chart) => Assert.Single(chart.Lines).Values;

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double?> actual)
        => Assert.Equal(expected.Select(value => Math.Round(value, 6)), actual.Select(value => Math.Round(value!.Value, 6)));
}
