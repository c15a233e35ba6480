using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace CcDemo.Consumer.Telemetry;

/// <summary>The trace context (W3C <c>traceparent</c>, <c>tracestate</c>) in Kafka headers.</summary>
internal static class TraceHeaders
{
    /// <summary>The sender's span; default when the headers name none.</summary>
    public static ActivityContext Read(Headers? headers)
        => ActivityContext.TryParse(Text(headers, "traceparent"), Text(headers, "tracestate"), isRemote: true, out var context) ? context : default;

    private static string? Text(Headers? headers, string name)
        => headers is not null && headers.TryGetLastBytes(name, out var value) && value is not null ? Encoding.UTF8.GetString(value) : null;
}
