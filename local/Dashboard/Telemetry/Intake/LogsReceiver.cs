using CcDemo.Dashboard.Otlp;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>OTLP's LogsService.</summary>
internal sealed class LogsReceiver(LogReading reading, LogStore logs) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) => Task.FromResult(Take(request));

    /// <summary>Keeps the records of a request.</summary>
    public ExportLogsServiceResponse Take(ExportLogsServiceRequest request)
    {
        logs.Add(reading.Read(request));
        return new ExportLogsServiceResponse();
    }
}
