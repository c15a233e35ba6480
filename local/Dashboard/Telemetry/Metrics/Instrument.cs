namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>An instrument with its series, as they are now: a copy.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Series">In the order in which they appeared.</param>
/// <param name="DroppedSeries">How many series made room for others because there are too many: the picture is not whole.</param>
internal sealed record Instrument(InstrumentDescription Description, IReadOnlyList<MetricSeries> Series, long DroppedSeries);
