namespace CcDemo.Dashboard.Telemetry;

/// <summary>Which traces are wanted; what is null does not matter.</summary>
internal sealed record TraceQuery
{
    /// <summary>Text in the trace id, or in the name, the scope, the status or an attribute of a span; case does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>The <c>service.name</c> or <c>service.instance.id</c> of a resource that took part.</summary>
    public string? Resource { get; init; }

    /// <summary>Only traces with a failed span.</summary>
    public bool ErrorsOnly { get; init; }

    /// <summary>Only traces that took at least this long.</summary>
    public TimeSpan MinimumDuration { get; init; }

    /// <summary>Whether a trace is wanted.</summary>
    public bool Matches(Trace trace)
        => (!ErrorsOnly || trace.HasError)
            && trace.Duration >= MinimumDuration
            && (Resource is null || trace.Spans.Any(span => span.Resource.IsNamed(Resource)))
            && (string.IsNullOrEmpty(Text)
                || trace.Id.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || trace.Spans.Any(span => Mentions(span, Text)));

    private static bool Mentions(Span span, string text)
        => span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || span.Scope.Contains(text, StringComparison.OrdinalIgnoreCase)
            || span.StatusMessage?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
            || span.Attributes.Mention(text);
}
