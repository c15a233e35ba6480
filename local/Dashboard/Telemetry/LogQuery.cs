namespace CcDemo.Dashboard.Telemetry;

/// <summary>Which log records are wanted; what is null does not matter.</summary>
internal sealed record LogQuery
{
    /// <summary>Text in the message, category, exception, or in an attribute; case does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>The least grave level.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevel.Trace;

    /// <summary>The resource's <c>service.name</c> or <c>service.instance.id</c>.</summary>
    public string? Resource { get; init; }

    /// <summary>The logger.</summary>
    public string? Category { get; init; }

    /// <summary>32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>16 hexadecimal digits.</summary>
    public string? SpanId { get; init; }

    /// <summary>Whether a record is wanted.</summary>
    public bool Matches(LogEntry entry)
        => entry.Level >= MinimumLevel
            && (Resource is null || entry.Resource.IsNamed(Resource))
            && (Category is null || entry.Category == Category)
            && (TraceId is null || string.Equals(entry.TraceId, TraceId, StringComparison.OrdinalIgnoreCase))
            && (SpanId is null || string.Equals(entry.SpanId, SpanId, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(Text) || Mentions(entry, Text));

    private static bool Mentions(LogEntry entry, string text)
        => entry.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
            || entry.Category.Contains(text, StringComparison.OrdinalIgnoreCase)
            || entry.Exception?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
            || entry.Attributes.Mention(text);
}
