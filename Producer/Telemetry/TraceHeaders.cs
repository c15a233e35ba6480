using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace CcDemo.Producer.Telemetry;

/// <summary>The trace context (W3C <c>traceparent</c>, <c>tracestate</c>) as Kafka headers.</summary>
internal static class TraceHeaders
{
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
}
