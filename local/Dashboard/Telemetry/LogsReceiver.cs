using CcDemo.Dashboard.Otlp;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry;

/// <summary>OTLP's LogsService.</summary>
internal sealed class LogsReceiver(OtlpReading reading, LogStore logs) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        logs.Add(reading.Logs(request));
        return Task.FromResult(new ExportLogsServiceResponse());
    }
}
