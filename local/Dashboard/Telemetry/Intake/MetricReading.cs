using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Telemetry.Metrics;
using Google.Protobuf.Collections;
using Exemplar = CcDemo.Dashboard.Telemetry.Metrics.Exemplar;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>Turns OTLP's metrics into what the dashboard keeps.</summary>
internal sealed class MetricReading(OtlpValues values, TelemetryLimits limits)
{
    private const uint NoRecordedValue = 1;
    private const int MaxBuckets = 1_000;
    private const int MaxScale = 64;
    private const int MaxOffset = 1 << 30;

    /// <summary>The points of a request, and how many were refused: summaries, and points that contradict themselves.</summary>
    public (IReadOnlyCollection<Measurement> Measurements, int Rejected) Read(ExportMetricsServiceRequest request)
    {
        var measurements = new List<Measurement>();
        var rejected = 0;
        foreach (var resource in request.ResourceMetrics)
        {
            var key = values.Resource(resource.Resource);
            foreach (var scope in resource.ScopeMetrics)
            {
                var meter = values.Text(scope.Scope?.Name);
                foreach (var metric in scope.Metrics)
                {
                    rejected += metric.Summary?.DataPoints.Count ?? 0;
                    foreach (var measurement in Read(metric, new InstrumentKey(key, meter, values.Text(metric.Name))))
                    {
                        if (measurement is null)
                        {
                            rejected++;
                        }
                        else
                        {
                            measurements.Add(measurement);
                        }
                    }
                }
            }
        }

        return (measurements, rejected);
    }

    private IEnumerable<Measurement?> Read(Metric metric, InstrumentKey key)
    {
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                var gauge = Describe(InstrumentKind.Gauge, AggregationTemporality.Cumulative);
                return metric.Gauge.DataPoints.Where(point => HasValue(point.Flags)).Select(point => Read(gauge, point));
            case Metric.DataOneofCase.Sum:
                var sum = Describe(metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter, metric.Sum.AggregationTemporality);
                return metric.Sum.DataPoints.Where(point => HasValue(point.Flags)).Select(point => Read(sum, point));
            case Metric.DataOneofCase.Histogram:
                var histogram = Describe(InstrumentKind.Histogram, metric.Histogram.AggregationTemporality);
                return metric.Histogram.DataPoints.Where(point => HasValue(point.Flags)).Select(point => Read(histogram, point));
            case Metric.DataOneofCase.ExponentialHistogram:
                var exponential = Describe(InstrumentKind.Histogram, metric.ExponentialHistogram.AggregationTemporality);
                return metric.ExponentialHistogram.DataPoints.Where(point => HasValue(point.Flags)).Select(point => Read(exponential, point));
            default:
                return [];
        }

        InstrumentDescription Describe(InstrumentKind kind, AggregationTemporality temporality) => new(
            key,
            values.Text(metric.Unit),
            values.Text(metric.Description),
            kind,
            temporality == AggregationTemporality.Delta ? Temporality.Delta : Temporality.Cumulative);
    }

    private static bool HasValue(uint flags) => (flags & NoRecordedValue) == 0;

    private Measurement? Read(InstrumentDescription instrument, NumberDataPoint point)
    {
        var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
        return point.TimeUnixNano == 0 || !double.IsFinite(value)
            ? null
            : new Measurement(
                instrument,
                values.Attributes(point.Attributes),
                new NumberPoint(Start(point.StartTimeUnixNano), OtlpValues.Time(point.TimeUnixNano), value),
                Exemplars(point.Exemplars));
    }

    private Measurement? Read(InstrumentDescription instrument, HistogramDataPoint point)
    {
        var buckets = new ExplicitBuckets([.. point.ExplicitBounds], [.. point.BucketCounts]);
        var fits = buckets.Counts.Length == 0 ? buckets.Bounds.Length == 0 : buckets.Counts.Length == buckets.Bounds.Length + 1;
        return point.TimeUnixNano == 0 || !fits || buckets.Counts.Length > MaxBuckets || !IsRising(buckets.Bounds)
            ? null
            : Histogram(
                instrument, point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, point.Count,
                point.HasSum ? point.Sum : null, point.HasMin ? point.Min : null, point.HasMax ? point.Max : null, buckets, point.Exemplars);
    }

    private Measurement? Read(InstrumentDescription instrument, ExponentialHistogramDataPoint point)
        => point.TimeUnixNano == 0 || Math.Abs((long)point.Scale) > MaxScale || !double.IsFinite(point.ZeroThreshold) || point.ZeroThreshold < 0
            || Run(point.Positive) is not { } positive || Run(point.Negative) is not { } negative
            ? null
            : Histogram(
                instrument, point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, point.Count,
                point.HasSum ? point.Sum : null, point.HasMin ? point.Min : null, point.HasMax ? point.Max : null,
                new ExponentialBuckets(point.Scale, point.ZeroCount, point.ZeroThreshold, positive, negative), point.Exemplars);

    private Measurement Histogram(
        InstrumentDescription instrument, RepeatedField<KeyValue> attributes, ulong start, ulong time, ulong count,
        double? sum, double? min, double? max, HistogramBuckets buckets, RepeatedField<ExemplarRecord> exemplars)
        => new(
            instrument,
            values.Attributes(attributes),
            new HistogramPoint(Start(start), OtlpValues.Time(time), count, Finite(sum), Finite(min), Finite(max), buckets),
            Exemplars(exemplars));

    private static BucketRun? Run(ExponentialBucketCounts? buckets)
        => buckets is null ? BucketRun.None
            : buckets.BucketCounts.Count > MaxBuckets || Math.Abs((long)buckets.Offset) > MaxOffset ? null
            : new BucketRun(buckets.Offset, [.. buckets.BucketCounts]);

    private static bool IsRising(double[] bounds)
        => Array.TrueForAll(bounds, double.IsFinite) && bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second);

    private static DateTimeOffset? Start(ulong unixNanoseconds) => unixNanoseconds == 0 ? null : OtlpValues.Time(unixNanoseconds);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>Only exemplars that lead to a trace are of use.</summary>
    private IReadOnlyList<Exemplar> Exemplars(RepeatedField<ExemplarRecord> records)
    {
        if (records.Count == 0)
        {
            return [];
        }

        return
        [
            .. from record in records.Take(limits.MaxExemplars)
               let traceId = OtlpValues.TraceId(record.TraceId)
               let spanId = OtlpValues.SpanId(record.SpanId)
               let value = record.ValueCase == ExemplarRecord.ValueOneofCase.AsInt ? record.AsInt : record.AsDouble
               where traceId is not null && spanId is not null && double.IsFinite(value)
               orderby record.TimeUnixNano
               select new Exemplar(OtlpValues.Time(record.TimeUnixNano), value, traceId, spanId, values.Attributes(record.FilteredAttributes)),
        ];
    }
}
