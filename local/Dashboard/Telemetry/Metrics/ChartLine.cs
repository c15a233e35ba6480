namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>One line of a chart.</summary>
/// <param name="Name">The series' attributes, or the percentile (p50, p90, p99).</param>
/// <param name="Values">One for each window; null where nothing is known.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<double?> Values);
