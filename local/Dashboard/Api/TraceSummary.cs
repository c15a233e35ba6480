using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>A trace in <c>GET /api/traces</c>.</summary>
internal sealed record TraceSummary(
    string TraceId,
    string RootName,
    string RootService,
    IReadOnlyList<string> Services,
    DateTimeOffset Start,
    double DurationMs,
    int SpanCount,
    bool HasError)
{
    public static TraceSummary Of(Trace trace) => new(
        trace.Id,
        trace.Root.Name,
        trace.Root.Service,
        trace.Services,
        trace.Start,
        trace.Duration.TotalMilliseconds,
        trace.Spans.Count,
        trace.HasError);
}
