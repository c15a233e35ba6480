using CcDemo.Dashboard.Otlp;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>OTLP's TraceService.</summary>
internal sealed class TraceReceiver(TraceReading reading, TraceStore traces) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) => Task.FromResult(Take(request));

    /// <summary>Keeps the spans of a request.</summary>
    public ExportTraceServiceResponse Take(ExportTraceServiceRequest request)
    {
        var (spans, unidentified) = reading.Read(request);
        var rejected = unidentified + traces.Add(spans);
        var response = new ExportTraceServiceResponse();
        if (rejected > 0)
        {
            response.PartialSuccess = new ExportTracePartialSuccess
            {
                RejectedSpans = rejected,
                ErrorMessage = unidentified > 0
                    ? "A span needs a trace id of 16 bytes and a span id of 8 bytes, neither all zero."
                    : "The trace has as many spans as the dashboard keeps of one.",
            };
        }

        return response;
    }
}
