using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Telemetry.Intake;
using CcDemo.Dashboard.Tests.Hosting;

namespace CcDemo.Dashboard.Tests.Telemetry.Intake;

public class TraceReadingTests
{
    [Fact]
    public void Overlong_texts_and_surplus_attributes_are_cut()
    {
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        var record = request.ResourceSpans[0].ScopeSpans[0].Spans[0];
        record.Name = new string('n', 100);
        record.Attributes.AddRange(Enumerable.Range(0, 50).Select(number => OtlpSender.Text($"a{number}", new string('v', 100))));

        var (spans, _) = Reading(new TelemetryLimits { MaxTextLength = 10, MaxAttributes = 5 }).Read(request);

        var span = Assert.Single(spans);
        Assert.Equal("nnnnnnnnnn…", span.Name);
        Assert.Equal(5, span.Attributes.Count);
        Assert.All(span.Attributes.Values, value => Assert.Equal(11, value.Length));
    }

    [Fact]
    public void Impossible_times_are_taken_as_no_duration()
    {
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        var record = request.ResourceSpans[0].ScopeSpans[0].Spans[0];
        record.StartTimeUnixNano = ulong.MaxValue;
        record.EndTimeUnixNano = 0;

        var (spans, _) = Reading(new TelemetryLimits()).Read(request);

        Assert.Equal(TimeSpan.Zero, Assert.Single(spans).Duration);
    }

    [Fact]
    public void A_value_nested_without_end_is_cut_short()
    {
        var value = new AnyValue { StringValue = "core" };
        foreach (var _ in Enumerable.Range(0, 50))
        {
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };
        }

        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        request.ResourceSpans[0].ScopeSpans[0].Spans[0].Attributes.Add(new KeyValue { Key = "deep", Value = value });

        var (spans, _) = Reading(new TelemetryLimits()).Read(request);

        Assert.Equal("[[[[…]]]]", Assert.Single(spans).Attributes["deep"]);
    }

    [Fact]
    public void A_resource_without_a_service_name_is_unknown()
    {
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        request.ResourceSpans[0].Resource = null;

        var (spans, _) = Reading(new TelemetryLimits()).Read(request);

        Assert.Equal("unknown", Assert.Single(spans).Service);
    }

    [Fact]
    public void Events_links_and_attributes_are_kept()
    {
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        var record = request.ResourceSpans[0].ScopeSpans[0].Spans[0];
        record.Events.Add(new SpanEvent { Name = "released", TimeUnixNano = 1_700_000_000_000_000_000, Attributes = { OtlpSender.Text("key", "k1") } });
        record.Links.Add(new SpanLinkRecord { TraceId = OtlpSender.Id(16, 2), SpanId = OtlpSender.Id(8, 3), Attributes = { OtlpSender.Text("why", "batch") } });
        record.Links.Add(new SpanLinkRecord { TraceId = OtlpSender.Id(3, 2) });

        var span = Assert.Single(Reading(new TelemetryLimits()).Read(request).Spans);

        Assert.Equal("k1", Assert.Single(span.Events).Attributes["key"]);
        var link = Assert.Single(span.Links);
        Assert.Equal(string.Concat(Enumerable.Repeat("02", 16)), link.TraceId);
        Assert.Equal("batch", link.Attributes["why"]);
    }

    [Fact]
    public void Ids_of_zeros_are_refused()
    {
        var request = OtlpSender.OneSpan("x", trace: 0, span: 1);

        var (spans, rejected) = Reading(new TelemetryLimits()).Read(request);

        Assert.Empty(spans);
        Assert.Equal(1, rejected);
    }

    private static TraceReading Reading(TelemetryLimits limits) => new(new OtlpValues(limits), limits);
}
