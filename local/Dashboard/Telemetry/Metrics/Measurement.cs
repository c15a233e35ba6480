namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>A point as it comes in: of which instrument and series, and with which exemplars.</summary>
internal sealed record Measurement(InstrumentDescription Instrument, TelemetryAttributes Attributes, MetricPoint Point, IReadOnlyList<Exemplar> Exemplars);
