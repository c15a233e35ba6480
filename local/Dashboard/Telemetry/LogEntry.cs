namespace CcDemo.Dashboard.Telemetry;

/// <summary>One structured log record.</summary>
/// <param name="Timestamp">When it was written.</param>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Category">The logger.</param>
/// <param name="Severity">Trace, Debug, Information, Warning, Error or Fatal.</param>
/// <param name="Message">The formatted message.</param>
/// <param name="TraceId">The trace that it belongs to, if any.</param>
/// <param name="SpanId">The span that it belongs to, if any.</param>
/// <param name="Attributes">Its attributes as text.</param>
internal sealed record LogEntry(
    DateTimeOffset Timestamp,
    string Service,
    string Category,
    string Severity,
    string Message,
    string? TraceId,
    string? SpanId,
    IReadOnlyDictionary<string, string> Attributes);
