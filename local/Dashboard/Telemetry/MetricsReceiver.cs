using CcDemo.Dashboard.Otlp;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry;

/// <summary>OTLP's MetricsService: metrics are accepted, so that exporters see no error, and not kept.</summary>
internal sealed class MetricsReceiver : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        => Task.FromResult(new ExportMetricsServiceResponse());
}
