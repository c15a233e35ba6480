namespace CcDemo.Dashboard.Telemetry;

/// <summary>Something that happened within a span.</summary>
internal sealed record SpanMoment(DateTimeOffset Timestamp, string Name, IReadOnlyDictionary<string, string> Attributes);
