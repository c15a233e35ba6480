using CcDemo.Dashboard.Otlp;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry;

/// <summary>OTLP's TraceService.</summary>
internal sealed class TraceReceiver(OtlpReading reading, TraceStore traces) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        var (spans, rejected) = reading.Spans(request);
        traces.Add(spans);
        var response = new ExportTraceServiceResponse();
        if (rejected > 0)
        {
            response.PartialSuccess = new ExportTracePartialSuccess
            {
                RejectedSpans = rejected,
                ErrorMessage = "A span needs a trace id of 16 bytes and a span id of 8 bytes.",
            };
        }

        return Task.FromResult(response);
    }
}
