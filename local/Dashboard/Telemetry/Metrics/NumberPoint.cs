namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>A point of a sum or a gauge.</summary>
internal sealed record NumberPoint(DateTimeOffset? Start, DateTimeOffset Time, double Value) : MetricPoint(Start, Time)
{
    public override int Size => 96;

    public override bool SaysTheSameAs(MetricPoint other) => other is NumberPoint number && Start == number.Start && Value.Equals(number.Value);
}
