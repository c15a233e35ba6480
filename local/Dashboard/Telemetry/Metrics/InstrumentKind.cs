namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument's points mean.</summary>
internal enum InstrumentKind
{
    /// <summary>A sum that only grows: of interest is how fast.</summary>
    Counter,

    /// <summary>A sum that grows and shrinks: of interest is its value.</summary>
    UpDownCounter,

    /// <summary>A value as it is at a time.</summary>
    Gauge,

    /// <summary>A distribution in buckets, explicit or exponential.</summary>
    Histogram,
}
