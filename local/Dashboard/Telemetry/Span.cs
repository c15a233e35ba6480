namespace CcDemo.Dashboard.Telemetry;

/// <summary>One operation of one service, as OTLP tells it.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">The span that this one is part of; null at the root.</param>
/// <param name="Name">The operation.</param>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Scope">The activity source.</param>
/// <param name="Kind">internal, server, client, producer or consumer.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Status">unset, ok or error.</param>
/// <param name="StatusMessage">What went wrong, if the service says so.</param>
/// <param name="Attributes">Its attributes as text.</param>
/// <param name="Events">What happened in it.</param>
internal sealed record Span(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Name,
    string Service,
    string Scope,
    string Kind,
    DateTimeOffset Start,
    TimeSpan Duration,
    string Status,
    string? StatusMessage,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<SpanMoment> Events)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset End => Start + Duration;

    /// <summary>Whether it failed.</summary>
    public bool IsError => Status == "error";
}
