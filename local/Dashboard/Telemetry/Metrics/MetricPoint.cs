namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument measured at a time.</summary>
/// <param name="Start">Since when it counts; null when the sender does not say.</param>
/// <param name="Time">When it was measured.</param>
internal abstract record MetricPoint(DateTimeOffset? Start, DateTimeOffset Time)
{
    /// <summary>About how many bytes it occupies.</summary>
    public abstract int Size { get; }

    /// <summary>Whether it says the same as another of its series but for the time.</summary>
    public abstract bool SaysTheSameAs(MetricPoint other);
}
