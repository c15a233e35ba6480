using System.Diagnostics;
using System.Diagnostics.Metrics;
using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Telemetry.Metrics;
using CcDemo.Dashboard.Tests.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CcDemo.Dashboard.Tests.Telemetry.Intake;

/// <summary>The OpenTelemetry SDK of .NET as a service uses it, in both protocols.</summary>
public class SdkExportTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task All_three_signals_arrive_and_belong_together(OtlpExportProtocol protocol)
    {
        await using var dashboard = await RunningDashboard.StartAsync($"{SettingNames.OtlpApiKey}=key-of-the-test");
        var name = $"CcDemo.Sdk.{protocol}";
        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        string traceId;

        using (Sdk.CreateTracerProviderBuilder().AddSource(name).ConfigureResource(Service).AddOtlpExporter(otlp => Configure(otlp, "v1/traces")).Build())
        using (Sdk.CreateMeterProviderBuilder().AddMeter(name).ConfigureResource(Service).SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddOtlpExporter(otlp => Configure(otlp, "v1/metrics")).Build())
        using (var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddOpenTelemetry(telemetry =>
        {
            telemetry.IncludeFormattedMessage = true;
            telemetry.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("sdk", serviceInstanceId: "one"));
            telemetry.AddOtlpExporter(otlp => Configure(otlp, "v1/logs"));
        })))
        {
            using var activity = source.StartActivity("work")!;
            traceId = activity.TraceId.ToHexString();
            meter.CreateCounter<long>("sent", "{message}", "Messages sent").Add(3, KeyValuePair.Create<string, object?>("topic", "demo"));
            meter.CreateHistogram<double>("latency", "s").Record(0.25);
            var logger = loggers.CreateLogger("Cat");
            try
            {
                throw new InvalidOperationException("no key");
            }
            catch (InvalidOperationException exception)
            {
                logger.LogError(exception, "Refused for {Reason}", "debug");
            }
        }

        Assert.NotNull(dashboard.Service<TraceStore>().Find(traceId));

        var log = Assert.Single(dashboard.Service<LogStore>().Find(new LogQuery { MinimumLevel = LogLevel.Error, Resource = "sdk" }));
        Assert.Equal("Refused for debug", log.Message);
        Assert.Equal("Cat", log.Category);
        Assert.Equal(traceId, log.TraceId);
        Assert.Equal("debug", log.Attributes["Reason"]);
        Assert.Contains("System.InvalidOperationException: no key", log.Exception, StringComparison.Ordinal);

        var metrics = dashboard.Service<MetricStore>();
        var sent = metrics.Find(new InstrumentKey(new ResourceKey("sdk", "one"), name, "sent"))!;
        Assert.Equal((InstrumentKind.Counter, "{message}", "Messages sent"), (sent.Description.Kind, sent.Description.Unit, sent.Description.Description));
        Assert.Equal("topic=demo", Assert.Single(sent.Series).Attributes.ToString());
        var latency = Assert.Single(metrics.Find(new InstrumentKey(new ResourceKey("sdk", "one"), name, "latency"))!.Series);
        Assert.Equal(traceId, Assert.Single(latency.Exemplars).TraceId);
        Assert.Equal(1ul, Assert.IsType<HistogramPoint>(latency.Points[^1]).Count);

        static void Service(ResourceBuilder resource) => resource.Clear().AddService("sdk", serviceInstanceId: "one");

        void Configure(OtlpExporterOptions otlp, string path)
        {
            otlp.Protocol = protocol;
            otlp.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.Otlp : new Uri(dashboard.OtlpHttp, path);
            otlp.Headers = "x-otlp-api-key=key-of-the-test";
        }
    }
}
