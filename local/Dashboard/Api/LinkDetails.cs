using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>A link of a span in <c>GET /api/traces/{id}</c>.</summary>
internal sealed record LinkDetails(string TraceId, string SpanId, IReadOnlyDictionary<string, string> Attributes)
{
    public static LinkDetails Of(SpanLink link) => new(link.TraceId, link.SpanId, link.Attributes);
}
