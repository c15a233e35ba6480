using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>A span in <c>GET /api/traces/{id}</c>.</summary>
internal sealed record SpanDetails(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Name,
    string Service,
    string Source,
    string Kind,
    DateTimeOffset Start,
    double DurationMs,
    string Status,
    string? StatusMessage,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<MomentDetails> Events,
    IReadOnlyList<LinkDetails> Links)
{
    public static SpanDetails Of(Span span) => new(
        span.TraceId,
        span.SpanId,
        span.ParentSpanId,
        span.Name,
        span.Service,
        span.Scope,
        span.Kind,
        span.Start,
        span.Duration.TotalMilliseconds,
        span.Status,
        span.StatusMessage,
        span.Attributes,
        [.. span.Events.Select(MomentDetails.Of)],
        [.. span.Links.Select(LinkDetails.Of)]);
}
