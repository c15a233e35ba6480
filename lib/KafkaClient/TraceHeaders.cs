using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace CcDemo.KafkaClient;

/// <summary>The trace context (W3C <c>traceparent</c>, <c>tracestate</c>) in Kafka headers.</summary>
public static class TraceHeaders
{
    /// <summary>The sender's span; default when the headers name none.</summary>
    public static ActivityContext Read(Headers? headers)
        => ActivityContext.TryParse(Text(headers, "traceparent"), Text(headers, "tracestate"), isRemote: true, out var context) ? context : default;

    /// <summary>Headers that carry the activity's context; none without an activity.</summary>
    public static Headers Of(Activity? activity)
    {
        var headers = new Headers();
        DistributedContextPropagator.Current.Inject(activity, headers, static (carrier, name, value) =>
        {
            if (carrier is Headers to)
            {
                to.Add(name, Encoding.UTF8.GetBytes(value));
            }
        });
        return headers;
    }

    private static string? Text(Headers? headers, string name)
        => headers is not null && headers.TryGetLastBytes(name, out var value) && value is not null ? Encoding.UTF8.GetString(value) : null;
}
