using CcDemo.Dashboard.Otlp;
using Google.Protobuf;
using Grpc.Core;

namespace CcDemo.Dashboard.Tests.Hosting;

/// <summary>Sends OTLP messages as they are, also such that no exporter would send.</summary>
internal static class OtlpSender
{
    public static async Task<ExportTraceServiceResponse> ExportAsync(ChannelBase channel, ExportTraceServiceRequest request, Metadata? headers = null)
    {
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            Method<ExportTraceServiceRequest, ExportTraceServiceResponse>("opentelemetry.proto.collector.trace.v1.TraceService"),
            host: null,
            new CallOptions(headers),
            request);
        return await call.ResponseAsync;
    }

    public static async Task<ExportLogsServiceResponse> ExportAsync(ChannelBase channel, ExportLogsServiceRequest request)
    {
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            Method<ExportLogsServiceRequest, ExportLogsServiceResponse>("opentelemetry.proto.collector.logs.v1.LogsService"),
            host: null,
            default,
            request);
        return await call.ResponseAsync;
    }

    /// <summary>A request with one span.</summary>
    public static ExportTraceServiceRequest OneSpan(string service, byte trace, byte span, byte parent = 0, string name = "work") => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = Service(service),
                ScopeSpans =
                {
                    new ScopeSpans
                    {
                        Scope = new InstrumentationScope { Name = "CcDemo.Test" },
                        Spans =
                        {
                            new SpanRecord
                            {
                                TraceId = Id(16, trace),
                                SpanId = Id(8, span),
                                ParentSpanId = parent == 0 ? ByteString.Empty : Id(8, parent),
                                Name = name,
                                Kind = SpanKind.Server,
                                StartTimeUnixNano = 1_700_000_000_000_000_000 + (span * 1_000_000ul),
                                EndTimeUnixNano = 1_700_000_000_005_000_000 + (span * 1_000_000ul),
                            },
                        },
                    },
                },
            },
        },
    };

    public static Resource Service(string name) => new() { Attributes = { Text("service.name", name) } };

    public static ByteString Id(int size, byte value) => ByteString.CopyFrom([.. Enumerable.Repeat(value, size)]);

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static Method<TRequest, TResponse> Method<TRequest, TResponse>(string service)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>, new()
        => new(MethodType.Unary, service, "Export", Marshaller<TRequest>(), Marshaller<TResponse>());

    private static Marshaller<T> Marshaller<T>()
        where T : IMessage<T>, new()
        => Marshallers.Create(message => message.ToByteArray(), new MessageParser<T>(() => new T()).ParseFrom);
}
