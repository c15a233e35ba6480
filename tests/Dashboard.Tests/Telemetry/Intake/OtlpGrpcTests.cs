using System.Diagnostics;
using System.Net;
using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Tests.Hosting;
using Grpc.Core;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CcDemo.Dashboard.Tests.Telemetry.Intake;

public class OtlpGrpcTests
{
    [Fact]
    public async Task Spans_of_two_services_sent_by_the_real_exporter_make_one_trace()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var front = new ActivitySource("CcDemo.Front");
        using var back = new ActivitySource("CcDemo.Back");
        string traceId;
        using (Exporter(dashboard, front, "producer"))
        using (Exporter(dashboard, back, "consumer"))
        {
            using var root = front.StartActivity("send demo", ActivityKind.Producer)!;
            traceId = root.TraceId.ToHexString();
            using var child = back.StartActivity("process demo", ActivityKind.Consumer)!;
            child.SetTag("messaging.destination.name", "demo");
            child.SetStatus(ActivityStatusCode.Error, "no key");
        }

        var trace = Assert.Single((await dashboard.JsonAsync("/api/traces")).EnumerateArray());
        Assert.Equal(traceId, trace.GetProperty("traceId").GetString());
        Assert.Equal("send demo", trace.GetProperty("rootName").GetString());
        Assert.Equal(["producer", "consumer"], trace.GetProperty("services").EnumerateArray().Select(service => service.GetString()!));
        Assert.Equal(2, trace.GetProperty("spanCount").GetInt32());
        Assert.True(trace.GetProperty("hasError").GetBoolean());

        var spans = (await dashboard.JsonAsync($"/api/traces/{traceId}")).GetProperty("spans").EnumerateArray().ToList();
        Assert.False(spans[0].TryGetProperty("parentSpanId", out _));
        Assert.Equal(spans[0].GetProperty("spanId").GetString(), spans[1].GetProperty("parentSpanId").GetString());
        Assert.Equal("consumer", spans[1].GetProperty("service").GetString());
        Assert.Equal("consumer", spans[1].GetProperty("kind").GetString());
        Assert.Equal("error", spans[1].GetProperty("status").GetString());
        Assert.Equal("no key", spans[1].GetProperty("statusMessage").GetString());
        Assert.Equal("demo", spans[1].GetProperty("attributes").GetProperty("messaging.destination.name").GetString());
        Assert.True(spans[1].GetProperty("durationMs").GetDouble() > 0);
    }

    [Fact]
    public async Task A_span_without_valid_ids_is_refused_and_counted()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var channel = dashboard.OtlpChannel();
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        request.ResourceSpans[0].ScopeSpans[0].Spans[0].TraceId = OtlpSender.Id(3, 1);

        var response = await OtlpSender.ExportAsync(channel, request);

        Assert.Equal(1, response.PartialSuccess.RejectedSpans);
        Assert.Empty((await dashboard.JsonAsync("/api/traces")).EnumerateArray());
    }

    [Fact]
    public async Task Log_records_are_shown_with_their_trace()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("skr", trace: 7, span: 1));
        await OtlpSender.ExportAsync(channel, new ExportLogsServiceRequest
        {
            ResourceLogs =
            {
                new ResourceLogs
                {
                    Resource = OtlpSender.Service("skr"),
                    ScopeLogs =
                    {
                        new ScopeLogs
                        {
                            LogRecords =
                            {
                                new LogRecord
                                {
                                    TraceId = OtlpSender.Id(16, 7),
                                    SeverityNumber = 13,
                                    Body = new AnyValue { StringValue = "The key was <not> released." },
                                },
                            },
                        },
                    },
                },
            },
        });

        var page = await dashboard.Http.GetStringAsync($"/traces/{string.Concat(Enumerable.Repeat("07", 16))}");

        Assert.Contains("1 record</a>", page, StringComparison.Ordinal);
        var log = Assert.Single((await dashboard.JsonAsync($"/api/logs?traceId={string.Concat(Enumerable.Repeat("07", 16))}")).EnumerateArray());
        Assert.Equal("The key was <not> released.", log.GetProperty("message").GetString());
        Assert.Equal("Warning", log.GetProperty("level").GetString());
    }

    [Fact]
    public async Task A_sender_without_the_configured_key_is_refused()
    {
        await using var dashboard = await RunningDashboard.StartAsync($"{SettingNames.OtlpApiKey}=right");
        using var channel = dashboard.OtlpChannel();
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);

        var without = await Assert.ThrowsAsync<RpcException>(() => OtlpSender.ExportAsync(channel, request));
        var wrong = await Assert.ThrowsAsync<RpcException>(
            () => OtlpSender.ExportAsync(channel, request, new Metadata { { "x-otlp-api-key", "wrong" } }));
        await OtlpSender.ExportAsync(channel, request, new Metadata { { "x-otlp-api-key", "right" } });

        Assert.Equal(Grpc.Core.StatusCode.Unauthenticated, without.StatusCode);
        Assert.Equal(Grpc.Core.StatusCode.Unauthenticated, wrong.StatusCode);
        Assert.Single((await dashboard.JsonAsync("/api/traces")).EnumerateArray());
    }

    [Fact]
    public async Task A_message_that_swells_when_it_is_decompressed_is_refused()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var channel = dashboard.OtlpChannel();
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1, name: new string('x', 60_000_000));

        var refused = await Assert.ThrowsAsync<RpcException>(
            () => OtlpSender.ExportAsync(channel, request, new Metadata { { "grpc-internal-encoding-request", "gzip" } }));

        Assert.NotEqual(Grpc.Core.StatusCode.OK, refused.StatusCode);
        Assert.Empty((await dashboard.JsonAsync("/api/traces")).EnumerateArray());
    }

    [Fact]
    public async Task Pages_are_not_served_on_the_telemetry_port_nor_telemetry_taken_on_the_pages_port()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var http2 = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var page = await http2.GetAsync(new Uri(dashboard.Otlp, "/"));
        using var telemetry = await dashboard.Http.PostAsync("/opentelemetry.proto.collector.trace.v1.TraceService/Export", content: null);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, telemetry.StatusCode);
    }

    private static TracerProvider Exporter(RunningDashboard dashboard, ActivitySource source, string service)
        => Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .ConfigureResource(resource => resource.AddService(service))
            .AddOtlpExporter(otlp => otlp.Endpoint = dashboard.Otlp)
            .Build();
}
