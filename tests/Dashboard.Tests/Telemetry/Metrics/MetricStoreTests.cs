using System.Globalization;
using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Telemetry.Metrics;

namespace CcDemo.Dashboard.Tests.Telemetry.Metrics;

public class MetricStoreTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Points_are_kept_by_resource_instrument_and_attributes()
    {
        var store = new MetricStore(new TelemetryLimits());
        store.Add([Point("a", "requests", 1, "GET"), Point("a", "requests", 1, "POST"), Point("b", "requests", 1, "GET"), Point("a", "requests", 2, "GET")]);

        Assert.Equal(["a", "b"], store.Resources().Select(resource => resource.Service));
        Assert.Equal(2, store.Instruments().Count);
        var instrument = store.Find(Key("a", "requests"))!;
        Assert.Equal(["method=GET", "method=POST"], instrument.Series.Select(series => series.Attributes.ToString()));
        Assert.Equal([2, 1], instrument.Series.Select(series => series.Points.Count));
        Assert.Null(store.Find(Key("b", "other")));
    }

    [Fact]
    public void Of_points_that_say_the_same_only_the_first_and_the_last_are_kept()
    {
        var store = new MetricStore(new TelemetryLimits());

        store.Add(Enumerable.Range(1, 100).Select(second => Point("a", "requests", second, value: second <= 50 ? 7 : 8)));

        var points = Assert.Single(store.Find(Key("a", "requests"))!.Series).Points;
        Assert.Equal([1, 50, 51, 100], points.Select(point => (point.Time - _start).TotalSeconds));
    }

    [Fact]
    public void A_repeated_point_counts_once()
    {
        var store = new MetricStore(new TelemetryLimits());
        store.Add([Point("a", "requests", 1), Point("a", "requests", 1)]);

        Assert.Equal(1, store.Usage.Points);
    }

    [Fact]
    public void The_oldest_points_of_a_resource_make_room_and_others_are_not_harmed()
    {
        var store = new MetricStore(new TelemetryLimits { MaxMetricPoints = 100 });
        store.Add([Point("quiet", "requests", 1)]);

        store.Add(Enumerable.Range(1, 1_000).Select(second => Point("loud", "requests", second, value: second)));

        Assert.InRange(store.Usage.Points, 80, 101);
        var points = Assert.Single(store.Find(Key("loud", "requests"))!.Series).Points;
        Assert.Equal(1_000, (points[^1].Time - _start).TotalSeconds);
        Assert.NotNull(store.Find(Key("quiet", "requests")));
    }

    [Fact]
    public void A_flood_of_attributes_is_bounded_by_series_and_by_bytes()
    {
        var limits = new TelemetryLimits { MaxBytes = 8_000_000, MaxSeries = 500 };
        var store = new MetricStore(limits);

        store.Add(Enumerable.Range(1, 20_000).Select(number => Point("a", $"i{number % 20}", second: 1, Flood(number))));

        Assert.InRange(store.Usage.Size, 1_000_000, limits.MaxMetricBytes);
        Assert.All(store.Instruments(), instrument => Assert.InRange(store.Find(instrument.Key)!.Series.Count, 1, 500));

        store.Add(Enumerable.Range(1, 2_000).Select(number => Point("b", "one", second: 1, Flood(number))));
        Assert.Equal(500, store.Find(Key("b", "one"))!.Series.Count);
        Assert.Equal(1_500, store.Find(Key("b", "one"))!.DroppedSeries);
        Assert.Equal("method=" + Flood(2_000), store.Find(Key("b", "one"))!.Series[^1].Attributes.ToString());
        Assert.True(store.Usage.Size <= limits.MaxMetricBytes);

        store.Clear();
        Assert.Equal((0, 0L), store.Usage);

        static string Flood(int number) => number.ToString(CultureInfo.InvariantCulture) + new string('x', 300);
    }

    [Fact]
    public void A_flood_of_resources_is_bounded()
    {
        var store = new MetricStore(new TelemetryLimits { MaxResources = 10 });

        store.Add(Enumerable.Range(1, 1_000).Select(number => Point($"s{number}", "requests", second: 1)));

        Assert.Equal(10, store.Resources().Count);
        Assert.NotNull(store.Find(Key("s1000", "requests")));
    }

    [Fact]
    public void What_is_counted_is_what_is_there()
    {
        var store = new MetricStore(new TelemetryLimits { MaxMetricPoints = 50, MaxSeries = 7, MaxExemplars = 3, MaxResources = 4 });
        var random = new Random(1);
        store.Add(Enumerable.Range(1, 5_000).Select(second => Point(
            $"s{random.Next(6)}", $"i{random.Next(5)}", second, $"m{random.Next(20)}", random.Next(3),
            random.Next(2) == 0 ? [] : [new Exemplar(_start.AddSeconds(second), 1, "t", $"{second}", TelemetryAttributes.None)])));

        var instruments = store.Instruments().Select(instrument => store.Find(instrument.Key)!).ToList();
        Assert.Equal(instruments.SelectMany(instrument => instrument.Series).Sum(series => series.Points.Count), store.Usage.Points);
        Assert.All(instruments.SelectMany(instrument => instrument.Series), series => Assert.InRange(series.Exemplars.Count, 0, 3));

        store.Clear();
        Assert.Equal(0, store.Usage.Size);
    }

    [Fact]
    public void Reading_since_a_time_gives_the_last_point_before_it_as_well()
    {
        var store = new MetricStore(new TelemetryLimits());
        store.Add(Enumerable.Range(1, 10).Select(second => Point("a", "requests", second, value: second)));

        Assert.Equal([7, 8, 9, 10], Seconds(_start.AddSeconds(8)));
        Assert.Equal([10], Seconds(_start.AddSeconds(60)));
        Assert.Equal(10, Seconds(_start).Count());

        IEnumerable<double> Seconds(DateTimeOffset since)
            => Assert.Single(store.Find(Key("a", "requests"), since)!.Series).Points.Select(point => (point.Time - _start).TotalSeconds);
    }

    [Fact]
    public void Exemplars_are_kept_once_and_bounded()
    {
        var store = new MetricStore(new TelemetryLimits { MaxExemplars = 2 });
        Exemplar[] exemplars = [Exemplar(1), Exemplar(2), Exemplar(3), Exemplar(3)];

        store.Add([Point("a", "requests", 5, exemplars: exemplars), Point("a", "requests", 6, exemplars: exemplars)]);

        Assert.Equal(["s2", "s3"], Assert.Single(store.Find(Key("a", "requests"))!.Series).Exemplars.Select(exemplar => exemplar.SpanId).Order());

        static Exemplar Exemplar(int second) => new(_start.AddSeconds(second), 1, "trace", $"s{second}", TelemetryAttributes.None);
    }

    private static InstrumentKey Key(string service, string name) => new(new ResourceKey(service, ""), "Meter", name);

    private static Measurement Point(
        string service, string name, int second, string method = "GET", double value = 1, IReadOnlyList<Exemplar>? exemplars = null)
        => new(
            new InstrumentDescription(Key(service, name), "{request}", "", InstrumentKind.Counter, Temporality.Cumulative),
            new TelemetryAttributes([new("method", method)]),
            new NumberPoint(_start, _start.AddSeconds(second), value),
            exemplars ?? []);
}
