using System.Collections.Concurrent;
using CcDemo.Dashboard.Otlp;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.ServiceDefaults.Tests.Hosting;

/// <summary>A real OTLP receiver (gRPC over cleartext HTTP/2) that remembers what it was sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener => listener.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<Traces>();
        _app.MapGrpcService<Logs>();
        _app.MapGrpcService<Metrics>();
    }

    /// <summary>Service and span.</summary>
    public ConcurrentQueue<(string Service, SpanRecord Span)> Spans { get; } = new();

    /// <summary>Service and log record.</summary>
    public ConcurrentQueue<(string Service, LogRecord Record)> Records { get; } = new();

    public string Url => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>
    /// The first of what was sent that fits, as soon as it is there. (A provider's ForceFlush can return while its export
    /// is still on the way.)
    /// </summary>
    public static async Task<T> FirstAsync<T>(ConcurrentQueue<T> sent, Func<T, bool> fits)
        where T : struct
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            if (sent.Where(fits).Select(item => (T?)item).FirstOrDefault() is { } found)
            {
                return found;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string ServiceName(Resource resource)
        => resource.Attributes.Single(attribute => attribute.Key == "service.name").Value.StringValue;

    private sealed class Traces(OtlpReceiver receiver) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceSpans)
            {
                foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
                {
                    receiver.Spans.Enqueue((ServiceName(resource.Resource), span));
                }
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }

    private sealed class Logs(OtlpReceiver receiver) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceLogs)
            {
                foreach (var record in resource.ScopeLogs.SelectMany(scope => scope.LogRecords))
                {
                    receiver.Records.Enqueue((ServiceName(resource.Resource), record));
                }
            }

            return Task.FromResult(new ExportLogsServiceResponse());
        }
    }

    private sealed class Metrics : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
            => Task.FromResult(new ExportMetricsServiceResponse());
    }
}
