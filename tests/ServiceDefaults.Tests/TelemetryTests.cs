using System.Diagnostics;
using CcDemo.ServiceDefaults.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;
using SpanKind = CcDemo.Dashboard.Otlp.SpanKind;
using SpanRecord = CcDemo.Dashboard.Otlp.SpanRecord;

namespace CcDemo.ServiceDefaults.Tests;

public class TelemetryTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    [Fact]
    public async Task A_span_of_an_own_source_reaches_the_receiver_under_the_services_name()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await RunningService.StartAsync(settings: [(Endpoint, receiver.Url), ("OTEL_SERVICE_NAME", "consumer")]);
        using var own = new ActivitySource("CcDemo.OwnSpanTest");
        using var foreign = new ActivitySource("Foreign.OwnSpanTest");

        using (foreign.StartActivity("foreign"))
        using (own.StartActivity("open message"))
        {
        }

        service.App.Services.GetRequiredService<TracerProvider>().ForceFlush();
        var (name, span) = await OtlpReceiver.FirstAsync(receiver.Spans, sent => sent.Span.Name == "open message");
        Assert.Equal("consumer", name);
        Assert.DoesNotContain(receiver.Spans, sent => sent.Span.Name == "foreign");
        Assert.Empty(span.ParentSpanId);
    }

    [Fact]
    public async Task A_log_record_carries_the_trace_in_which_it_was_written()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await RunningService.StartAsync(settings: [(Endpoint, receiver.Url)]);
        using var own = new ActivitySource("CcDemo.LogTest");
        var logger = service.App.Services.GetRequiredService<ILogger<TelemetryTests>>();
        string traceId;
        using (var activity = own.StartActivity("work")!)
        {
            traceId = activity.TraceId.ToHexString();
            logger.LogWarning("The broker {Broker} is slow.", "b1");
        }

        service.App.Services.GetRequiredService<LoggerProvider>().ForceFlush();

        var (_, record) = await OtlpReceiver.FirstAsync(receiver.Records, sent => sent.Record.Body.StringValue == "The broker b1 is slow.");
        Assert.Equal(traceId, Convert.ToHexStringLower(record.TraceId.Span));
    }

    [Fact]
    public async Task A_service_that_nobody_named_goes_by_its_programs_name()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await RunningService.StartAsync(settings: (Endpoint, receiver.Url));
        using var own = new ActivitySource("CcDemo.NameTest");
        own.StartActivity("unnamed")?.Dispose();

        service.App.Services.GetRequiredService<TracerProvider>().ForceFlush();

        var (name, _) = await OtlpReceiver.FirstAsync(receiver.Spans, sent => sent.Span.Name == "unnamed");
        Assert.Equal(service.App.Environment.ApplicationName, name);
    }

    [Fact]
    public async Task Probes_make_no_spans()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await RunningService.StartAsync(
            map: app => app.MapGet("/work-of-the-probe-test", () => "done"), settings: (Endpoint, receiver.Url));
        await service.Http.GetStringAsync("/health");
        await service.Http.GetStringAsync("/alive");
        await service.Http.GetStringAsync("/work-of-the-probe-test");

        // The requests ended one after another, so when the last has come, the others would have come.
        service.App.Services.GetRequiredService<TracerProvider>().ForceFlush();
        await OtlpReceiver.FirstAsync(receiver.Spans, sent => PathOf(sent.Span) == "/work-of-the-probe-test");
        Assert.DoesNotContain(receiver.Spans, sent => PathOf(sent.Span) is "/health" or "/alive");
    }

    [Theory]
    [InlineData("http://127.0.0.1:4317", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Telemetry_is_exported_only_when_a_receiver_is_named(string? endpoint, bool exports)
    {
        var builder = RunningService.Builder((Endpoint, endpoint!));

        // The exporter shows in the services only by a type of its own, which is not public.
        Assert.Equal(exports, builder.Services.Any(service => service.ServiceType.Name == "UseOtlpExporterRegistration"));
    }

    private static string? PathOf(SpanRecord span) => span.Kind == SpanKind.Server
        ? span.Attributes.FirstOrDefault(attribute => attribute.Key == "url.path")?.Value.StringValue
        : null;
}
