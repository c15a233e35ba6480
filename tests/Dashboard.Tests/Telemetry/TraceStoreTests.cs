using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Tests.Telemetry;

public class TraceStoreTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_trace_that_was_quiet_for_longest_goes_first_and_as_a_whole()
    {
        var store = new TraceStore(new TelemetryLimits { MaxSpans = 8 });
        store.Add([Span("old", "1")]);
        store.Add([Span("quiet", "1"), Span("quiet", "2")]);
        store.Add([Span("middle", "1"), Span("middle", "2")]);
        store.Add([Span("old", "2")]);
        store.Add([Span("new", "1"), Span("new", "2")]);
        Assert.NotNull(store.Find("quiet"));

        store.Add([Span("newest", "1")]);

        Assert.Null(store.Find("quiet"));
        Assert.All(new[] { "old", "middle", "new" }, id => Assert.Equal(2, store.Find(id)!.Spans.Count));
        Assert.NotNull(store.Find("newest"));
    }

    [Fact]
    public void An_endless_trace_does_not_displace_the_others()
    {
        var store = new TraceStore(new TelemetryLimits { MaxSpans = 40 });
        store.Add([Span("small", "1")]);
        foreach (var number in Enumerable.Range(0, 1_000))
        {
            store.Add([Span("endless", $"{number}")]);
        }

        Assert.NotNull(store.Find("small"));
        Assert.Equal(10, store.Find("endless")!.Spans.Count);
    }

    [Fact]
    public void A_repeated_span_counts_once()
    {
        var store = new TraceStore(new TelemetryLimits());
        store.Add([Span("t", "1"), Span("t", "1")]);

        Assert.Single(store.Find("t")!.Spans);
    }

    [Fact]
    public void While_the_root_is_missing_the_earliest_span_without_its_parent_stands_in()
    {
        var trace = new Trace("t", [Span("t", "3", parent: "2", afterMs: 2), Span("t", "2", parent: "1", afterMs: 1)]);

        Assert.Equal("2", trace.Root.SpanId);
    }

    [Fact]
    public void The_duration_runs_from_the_earliest_start_to_the_latest_end()
    {
        var trace = new Trace("t", [Span("t", "1"), Span("t", "2", parent: "1", afterMs: 30)]);

        Assert.Equal(TimeSpan.FromMilliseconds(40), trace.Duration);
    }

    private static Span Span(string trace, string id, string? parent = null, int afterMs = 0) => new(
        trace,
        id,
        parent,
        "work",
        "service",
        "CcDemo.Test",
        "internal",
        _start.AddMilliseconds(afterMs),
        TimeSpan.FromMilliseconds(10),
        "unset",
        StatusMessage: null,
        new Dictionary<string, string>(),
        []);
}
