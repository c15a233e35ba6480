using CcDemo.Dashboard.Otlp;
using Google.Protobuf;
using Grpc.Core;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>OTLP over HTTP: the same messages as over gRPC, in Protobuf or JSON.</summary>
internal static class OtlpHttpEndpoints
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";
    private const string Logs = "/v1/logs";

    /// <summary>What is served on OTLP's address for HTTP, and nowhere else.</summary>
    public static IReadOnlySet<string> Paths { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Traces, Metrics, Logs };

    public static void MapOtlpHttp(this WebApplication app)
    {
        app.MapPost(Traces, (HttpContext context, TraceReceiver receiver) => ReceiveAsync(context, ExportTraceServiceRequest.Parser, receiver.Take));
        app.MapPost(Metrics, (HttpContext context, MetricsReceiver receiver) => ReceiveAsync(context, ExportMetricsServiceRequest.Parser, receiver.Take));
        app.MapPost(Logs, (HttpContext context, LogsReceiver receiver) => ReceiveAsync(context, ExportLogsServiceRequest.Parser, receiver.Take));
    }

    private static async Task ReceiveAsync<TRequest>(HttpContext context, MessageParser<TRequest> parser, Func<TRequest, IMessage> take)
        where TRequest : IMessage<TRequest>
    {
        var response = context.Response;
        if (OtlpHttpEncoding.Find(context.Request) is not { } encoding || !LimitedBody.CanRead(context.Request))
        {
            await OtlpHttpEncoding.Of(context.Request).RefuseAsync(
                response, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                "Send application/x-protobuf or application/json (UTF-8), plain or with the content encoding gzip.");
            return;
        }

        IMessage answer;
        try
        {
            if (await LimitedBody.ReadAsync(context.Request, TelemetryLimits.MaxRequestBytes, context.RequestAborted) is not { } body)
            {
                await encoding.RefuseAsync(
                    response, StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted,
                    $"The message is larger than {TelemetryLimits.MaxRequestBytes} bytes: send smaller batches.");
                return;
            }

            answer = take(encoding.Read(body, parser));
        }
        catch (InvalidDataException malformed)
        {
            await encoding.RefuseAsync(response, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, malformed.Message);
            return;
        }

        await encoding.WriteAsync(response, answer);
    }
}
