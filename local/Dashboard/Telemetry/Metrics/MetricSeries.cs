namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>The points of an instrument that have the same attributes, as they are now: a copy.</summary>
/// <param name="Attributes">What distinguishes the series from others of its instrument.</param>
/// <param name="Points">Earliest first. Of points that say the same one after another only the first and the last are kept.</param>
/// <param name="Exemplars">Earliest first.</param>
internal sealed record MetricSeries(TelemetryAttributes Attributes, IReadOnlyList<MetricPoint> Points, IReadOnlyList<Exemplar> Exemplars);
