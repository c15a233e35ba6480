using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>A record in <c>GET /api/logs</c>.</summary>
internal sealed record LogDetails(
    long Number,
    DateTimeOffset Timestamp,
    string Service,
    string Instance,
    string Category,
    string Level,
    string Message,
    string? TraceId,
    string? SpanId,
    IReadOnlyDictionary<string, string> Attributes,
    string? Exception)
{
    public static LogDetails Of(LogEntry entry) => new(
        entry.Number,
        entry.Timestamp,
        entry.Resource.Service,
        entry.Resource.Instance,
        entry.Category,
        entry.Level.ToString(),
        entry.Message,
        entry.TraceId,
        entry.SpanId,
        entry.Attributes,
        entry.Exception);
}
