using System.Globalization;
using CcDemo.Dashboard.Otlp;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace CcDemo.Dashboard.Telemetry;

/// <summary>Turns OTLP messages into what the dashboard shows, cut to the limits. Nothing in them is trusted.</summary>
internal sealed class OtlpReading(TelemetryLimits limits)
{
    private const int TraceIdSize = 16;
    private const int SpanIdSize = 8;

    /// <summary>The spans of a request, and how many were refused because they have no valid identifiers.</summary>
    public (IReadOnlyCollection<Span> Spans, int Rejected) Spans(ExportTraceServiceRequest request)
    {
        var spans = new List<Span>();
        var rejected = 0;
        foreach (var resource in request.ResourceSpans)
        {
            var service = ServiceName(resource.Resource);
            foreach (var scope in resource.ScopeSpans)
            {
                foreach (var record in scope.Spans)
                {
                    if (record.TraceId.Length != TraceIdSize || record.SpanId.Length != SpanIdSize)
                    {
                        rejected++;
                        continue;
                    }

                    spans.Add(ReadSpan(record, service, Text(scope.Scope?.Name)));
                }
            }
        }

        return (spans, rejected);
    }

    /// <summary>The log records of a request.</summary>
    public IEnumerable<LogEntry> Logs(ExportLogsServiceRequest request)
        => from resource in request.ResourceLogs
           let service = ServiceName(resource.Resource)
           from scope in resource.ScopeLogs
           from record in scope.LogRecords
           select new LogEntry(
               Time(record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano),
               service,
               Text(scope.Scope?.Name),
               Severity(record),
               Text(ValueText(record.Body, depth: 0)),
               Id(record.TraceId, TraceIdSize),
               Id(record.SpanId, SpanIdSize),
               Attributes(record.Attributes));

    private Span ReadSpan(SpanRecord record, string service, string scope)
    {
        var start = Time(record.StartTimeUnixNano);
        var end = Time(record.EndTimeUnixNano);
        return new Span(
            Id(record.TraceId, TraceIdSize)!,
            Id(record.SpanId, SpanIdSize)!,
            Id(record.ParentSpanId, SpanIdSize),
            Text(record.Name),
            service,
            scope,
            Kind(record.Kind),
            start,
            end > start ? end - start : TimeSpan.Zero,
            record.Status?.Code switch { SpanStatusCode.Ok => "ok", SpanStatusCode.Error => "error", _ => "unset" },
            string.IsNullOrEmpty(record.Status?.Message) ? null : Text(record.Status.Message),
            Attributes(record.Attributes),
            [.. record.Events.Take(limits.MaxEvents).Select(e => new SpanMoment(Time(e.TimeUnixNano), Text(e.Name), Attributes(e.Attributes)))]);
    }

    private string ServiceName(Resource? resource)
    {
        var name = resource?.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name")?.Value?.StringValue;
        return string.IsNullOrWhiteSpace(name) ? "unknown" : Text(name);
    }

    private Dictionary<string, string> Attributes(RepeatedField<KeyValue> attributes)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes.Take(limits.MaxAttributes))
        {
            result[Text(attribute.Key)] = Text(ValueText(attribute.Value, depth: 0));
        }

        return result;
    }

    private string Text(string? text)
        => text is null ? "" : text.Length <= limits.MaxTextLength ? text : string.Concat(text.AsSpan(0, limits.MaxTextLength), "…");

    private static string ValueText(AnyValue? value, int depth) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToBase64(),
        AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue when depth >= 4 => "…",
        AnyValue.ValueOneofCase.ArrayValue
            => $"[{string.Join(", ", value.ArrayValue.Values.Take(64).Select(item => ValueText(item, depth + 1)))}]",
        AnyValue.ValueOneofCase.KvlistValue
            => $"{{{string.Join(", ", value.KvlistValue.Values.Take(64).Select(item => $"{item.Key}: {ValueText(item.Value, depth + 1)}"))}}}",
        _ => "",
    };

    private static string? Id(ByteString bytes, int size) => bytes.Length == size ? Convert.ToHexStringLower(bytes.Span) : null;

    private static DateTimeOffset Time(ulong unixNanoseconds)
        => DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Min(unixNanoseconds, long.MaxValue) / (ulong)TimeSpan.NanosecondsPerTick));

    private static string Kind(SpanKind kind) => kind switch
    {
        SpanKind.Server => "server",
        SpanKind.Client => "client",
        SpanKind.Producer => "producer",
        SpanKind.Consumer => "consumer",
        _ => "internal",
    };

    /// <summary>The level by the specification's number ranges; its text differs between exporters.</summary>
    private static string Severity(LogRecord record) => record.SeverityNumber switch
    {
        >= 21 => "Fatal",
        >= 17 => "Error",
        >= 13 => "Warning",
        >= 9 => "Information",
        >= 5 => "Debug",
        _ => "Trace",
    };
}
