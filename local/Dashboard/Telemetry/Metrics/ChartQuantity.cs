namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>What a chart shows of an instrument.</summary>
internal enum ChartQuantity
{
    /// <summary>A gauge's or an up-down counter's value at the end of each window.</summary>
    Value,

    /// <summary>By how much a counter, or a histogram's count, grows per second.</summary>
    Rate,

    /// <summary>The percentiles 50, 90 and 99 of the values that a histogram got within each window.</summary>
    Percentiles,
}
