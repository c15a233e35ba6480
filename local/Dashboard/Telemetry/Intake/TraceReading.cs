using CcDemo.Dashboard.Otlp;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>Turns OTLP's traces into what the dashboard keeps.</summary>
internal sealed class TraceReading(OtlpValues values, TelemetryLimits limits)
{
    /// <summary>The spans of a request, and how many were refused because they have no valid identifiers.</summary>
    public (IReadOnlyCollection<Span> Spans, int Rejected) Read(ExportTraceServiceRequest request)
    {
        var spans = new List<Span>();
        var rejected = 0;
        foreach (var resource in request.ResourceSpans)
        {
            var key = values.Resource(resource.Resource);
            foreach (var scope in resource.ScopeSpans)
            {
                var scopeName = values.Text(scope.Scope?.Name);
                foreach (var record in scope.Spans)
                {
                    if (OtlpValues.TraceId(record.TraceId) is { } traceId && OtlpValues.SpanId(record.SpanId) is { } spanId)
                    {
                        spans.Add(Read(record, traceId, spanId, key, scopeName));
                    }
                    else
                    {
                        rejected++;
                    }
                }
            }
        }

        return (spans, rejected);
    }

    private Span Read(SpanRecord record, string traceId, string spanId, ResourceKey resource, string scope)
    {
        var start = OtlpValues.Time(record.StartTimeUnixNano);
        var end = OtlpValues.Time(record.EndTimeUnixNano);
        return new Span(
            traceId,
            spanId,
            OtlpValues.SpanId(record.ParentSpanId),
            values.Text(record.Name),
            resource,
            scope,
            Kind(record.Kind),
            start,
            end > start ? end - start : TimeSpan.Zero,
            record.Status?.Code switch { SpanStatusCode.Ok => "ok", SpanStatusCode.Error => "error", _ => "unset" },
            string.IsNullOrEmpty(record.Status?.Message) ? null : values.Text(record.Status.Message),
            values.Attributes(record.Attributes),
            [.. record.Events.Take(limits.MaxEvents).Select(Moment)],
            [.. record.Links.Select(Link).OfType<SpanLink>().Take(limits.MaxLinks)]);
    }

    private SpanMoment Moment(SpanEvent record) => new(OtlpValues.Time(record.TimeUnixNano), values.Text(record.Name), values.Attributes(record.Attributes));

    private SpanLink? Link(SpanLinkRecord record)
        => OtlpValues.TraceId(record.TraceId) is { } traceId && OtlpValues.SpanId(record.SpanId) is { } spanId
            ? new SpanLink(traceId, spanId, values.Attributes(record.Attributes))
            : null;

    private static string Kind(SpanKind kind) => kind switch
    {
        SpanKind.Server => "server",
        SpanKind.Client => "client",
        SpanKind.Producer => "producer",
        SpanKind.Consumer => "consumer",
        _ => "internal",
    };
}
