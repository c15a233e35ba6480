namespace CcDemo.Dashboard.Telemetry;

/// <summary>One structured log record.</summary>
/// <param name="Number">Counts the records as they came in, from 1: names one while it is kept.</param>
/// <param name="Timestamp">When it was written.</param>
/// <param name="Resource">Who wrote it.</param>
/// <param name="Category">The logger.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Message">The formatted message.</param>
/// <param name="TraceId">The trace that it belongs to, if any.</param>
/// <param name="SpanId">The span that it belongs to, if any.</param>
/// <param name="Attributes">Its attributes as text, but for those of the exception.</param>
/// <param name="Exception">The exception's type, message and stack trace, if there was one.</param>
internal sealed record LogEntry(
    long Number,
    DateTimeOffset Timestamp,
    ResourceKey Resource,
    string Category,
    LogLevel Level,
    string Message,
    string? TraceId,
    string? SpanId,
    TelemetryAttributes Attributes,
    string? Exception)
{
    private const int Fixed = 160;

    /// <summary>The resource's <c>service.name</c>.</summary>
    public string Service => Resource.Service;

    /// <summary>About how many bytes it occupies.</summary>
    public int Size { get; } = Fixed + MemorySize.Of(Resource) + MemorySize.Of(Category) + MemorySize.Of(Message) + MemorySize.Of(TraceId)
        + MemorySize.Of(SpanId) + MemorySize.Of(Attributes) + MemorySize.Of(Exception);
}
