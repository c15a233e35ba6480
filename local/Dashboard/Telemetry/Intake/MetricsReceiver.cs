using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Telemetry.Metrics;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>OTLP's MetricsService.</summary>
internal sealed class MetricsReceiver(MetricReading reading, MetricStore metrics) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) => Task.FromResult(Take(request));

    /// <summary>Keeps the points of a request.</summary>
    public ExportMetricsServiceResponse Take(ExportMetricsServiceRequest request)
    {
        var (measurements, rejected) = reading.Read(request);
        metrics.Add(measurements);
        var response = new ExportMetricsServiceResponse();
        if (rejected > 0)
        {
            response.PartialSuccess = new ExportMetricsPartialSuccess
            {
                RejectedDataPoints = rejected,
                ErrorMessage = "A point needs a time, finite values and rising bounds, and a bucket more than bounds; summaries are not kept.",
            };
        }

        return response;
    }
}
