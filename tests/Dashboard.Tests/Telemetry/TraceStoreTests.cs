using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Tests.Telemetry;

public class TraceStoreTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_trace_that_was_quiet_for_longest_goes_first_and_as_a_whole()
    {
        var store = new TraceStore(new TelemetryLimits { MaxTraces = 4 });
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
        var store = new TraceStore(new TelemetryLimits { MaxSpansPerTrace = 10 });
        store.Add([Span("small", "1")]);

        var rejected = store.Add([.. Enumerable.Range(0, 1_000).Select(number => Span("endless", $"{number}"))]);

        Assert.Equal(990, rejected);
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

    [Fact]
    public void The_bytes_are_bounded_whatever_the_count()
    {
        var limits = new TelemetryLimits { MaxBytes = 4_000_000 };
        var store = new TraceStore(limits);
        foreach (var number in Enumerable.Range(0, 2_000))
        {
            store.Add([Span($"t{number}", "1", text: new string('x', 2_000))]);
            Assert.True(store.Usage.Size <= limits.MaxTraceBytes);
        }

        Assert.InRange(store.Usage.Count, 300, 600);
        Assert.NotNull(store.Find("t1999"));
        store.Clear();
        Assert.Equal((0, 0L), store.Usage);
    }

    [Fact]
    public void Traces_are_found_by_resource_text_result_and_duration()
    {
        var store = new TraceStore(new TelemetryLimits());
        store.Add([Span("a", "1", service: "producer", text: "The Needle"), Span("a", "2", afterMs: 90), Span("b", "1", service: "skr", status: "error")]);

        Assert.Equal(["a"], Ids(new TraceQuery { Resource = "producer" }));
        Assert.Equal(["a"], Ids(new TraceQuery { Text = "needle" }));
        Assert.Equal(["b"], Ids(new TraceQuery { ErrorsOnly = true }));
        Assert.Equal(["a"], Ids(new TraceQuery { MinimumDuration = TimeSpan.FromMilliseconds(100) }));
        Assert.Equal(["a", "b"], Ids(new TraceQuery { Resource = "instance" }).Order());
        Assert.Empty(Ids(new TraceQuery { Text = "needle", ErrorsOnly = true }));

        IEnumerable<string> Ids(TraceQuery query) => store.Find(query).Select(trace => trace.Id);
    }

    private static Span Span(string trace, string id, string? parent = null, int afterMs = 0, string service = "service", string status = "unset", string text = "") => new(
        trace,
        id,
        parent,
        "work",
        new ResourceKey(service, "instance"),
        "CcDemo.Test",
        "internal",
        _start.AddMilliseconds(afterMs),
        TimeSpan.FromMilliseconds(10),
        status,
        StatusMessage: null,
        new TelemetryAttributes([new("text", text)]),
        [],
        []);
}
