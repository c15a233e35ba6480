using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>The answer of <c>GET /api/traces/{id}</c>.</summary>
internal sealed record TraceDetails(string TraceId, IReadOnlyList<SpanDetails> Spans)
{
    public static TraceDetails Of(Trace trace) => new(trace.Id, [.. trace.Spans.Select(SpanDetails.Of)]);
}
