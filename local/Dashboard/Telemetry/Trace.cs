namespace CcDemo.Dashboard.Telemetry;

/// <summary>The spans of one trace that have come in so far, earliest first.</summary>
internal sealed class Trace
{
    /// <summary>A trace of at least one span.</summary>
    public Trace(string id, IEnumerable<Span> spans)
    {
        Id = id;
        Spans = [.. spans.OrderBy(span => span.Start).ThenByDescending(span => span.Duration)];
        var present = Spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        Root = Spans.FirstOrDefault(span => span.ParentSpanId is null)
            ?? Spans.FirstOrDefault(span => !present.Contains(span.ParentSpanId!))
            ?? Spans[0];
        Services = [.. Spans.Select(span => span.Service).Distinct(StringComparer.Ordinal)];
        Duration = Spans.Max(span => span.End) - Start;
        HasError = Spans.Any(span => span.IsError);
    }

    /// <summary>32 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Never empty.</summary>
    public IReadOnlyList<Span> Spans { get; }

    /// <summary>The span without a parent or, while that has not come in, the earliest whose parent is missing.</summary>
    public Span Root { get; }

    /// <summary>The services that took part, in the order in which they did.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>When its first span began.</summary>
    public DateTimeOffset Start => Spans[0].Start;

    /// <summary>From the earliest start to the latest end.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether a span failed.</summary>
    public bool HasError { get; }
}
