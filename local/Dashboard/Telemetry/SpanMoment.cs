namespace CcDemo.Dashboard.Telemetry;

/// <summary>Something that happened within a span.</summary>
internal sealed record SpanMoment(DateTimeOffset Timestamp, string Name, TelemetryAttributes Attributes)
{
    private const int Fixed = 64;

    /// <summary>About how many bytes it occupies.</summary>
    public int Size => Fixed + MemorySize.Of(Name) + MemorySize.Of(Attributes);
}
