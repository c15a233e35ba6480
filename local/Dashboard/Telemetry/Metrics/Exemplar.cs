namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>One measured value with the span in which it was measured.</summary>
/// <param name="Time">When it was measured.</param>
/// <param name="Value">In the instrument's unit.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="Attributes">What the series leaves out.</param>
internal sealed record Exemplar(DateTimeOffset Time, double Value, string TraceId, string SpanId, TelemetryAttributes Attributes)
{
    private const int Fixed = 256;

    /// <summary>About how many bytes it occupies.</summary>
    public int Size => Fixed + MemorySize.Of(Attributes);
}
