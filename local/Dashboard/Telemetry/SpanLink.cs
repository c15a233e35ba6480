namespace CcDemo.Dashboard.Telemetry;

/// <summary>A reference from one span to another that is not its parent.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="Attributes">What is said about the reference.</param>
internal sealed record SpanLink(string TraceId, string SpanId, TelemetryAttributes Attributes)
{
    private const int Fixed = 192;

    /// <summary>About how many bytes it occupies.</summary>
    public int Size => Fixed + MemorySize.Of(Attributes);
}
