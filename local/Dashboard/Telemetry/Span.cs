namespace CcDemo.Dashboard.Telemetry;

/// <summary>One operation of one service, as OTLP tells it.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">The span that this one is part of; null at the root.</param>
/// <param name="Name">The operation.</param>
/// <param name="Resource">Who did it.</param>
/// <param name="Scope">The activity source.</param>
/// <param name="Kind">internal, server, client, producer or consumer.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Status">unset, ok or error.</param>
/// <param name="StatusMessage">What went wrong, if the service says so.</param>
/// <param name="Attributes">Its attributes as text.</param>
/// <param name="Events">What happened in it.</param>
/// <param name="Links">Spans, mostly of other traces, that caused it without being its parent.</param>
internal sealed record Span(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Name,
    ResourceKey Resource,
    string Scope,
    string Kind,
    DateTimeOffset Start,
    TimeSpan Duration,
    string Status,
    string? StatusMessage,
    TelemetryAttributes Attributes,
    IReadOnlyList<SpanMoment> Events,
    IReadOnlyList<SpanLink> Links)
{
    private const int Fixed = 320;

    /// <summary>The resource's <c>service.name</c>.</summary>
    public string Service => Resource.Service;

    /// <summary>When it ended.</summary>
    public DateTimeOffset End => Start + Duration;

    /// <summary>Whether it failed.</summary>
    public bool IsError => Status == "error";

    /// <summary>About how many bytes it occupies.</summary>
    public int Size { get; } = Fixed + MemorySize.Of(Name) + MemorySize.Of(Resource) + MemorySize.Of(Scope) + MemorySize.Of(StatusMessage)
        + MemorySize.Of(Attributes) + Events.Sum(moment => moment.Size) + Links.Sum(link => link.Size);
}
