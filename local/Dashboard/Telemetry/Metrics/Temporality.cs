namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>Since when a point counts.</summary>
internal enum Temporality
{
    /// <summary>Since the instrument began.</summary>
    Cumulative,

    /// <summary>Since the point before.</summary>
    Delta,
}
