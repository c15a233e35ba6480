using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CcDemo.ServiceDefaults;

/// <summary>Traces, metrics and logs; exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver.</summary>
public static class TelemetryExtensions
{
    /// <summary>Every activity source and meter of CcDemo's own is named <c>CcDemo.SERVICE</c>.</summary>
    private const string OwnSources = "CcDemo.*";

    /// <summary>The setting that names the receiver (OpenTelemetry, environment variables of the OTLP exporter).</summary>
    private const string Receiver = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether a receiver is named.</summary>
    public static bool HasTelemetryReceiver(this IHostApplicationBuilder builder) => !string.IsNullOrWhiteSpace(builder.Configuration[Receiver]);

    /// <summary>Adds traces, metrics and logs; part of <see cref="ServiceDefaultsExtensions.AddServiceDefaults"/>.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddNameIfMissing(builder))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(OwnSources))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !Probes.Contain(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddSource(OwnSources));

        if (builder.HasTelemetryReceiver())
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>A service whose environment does not name it goes by its program's name instead of "unknown_service".</summary>
    private static void AddNameIfMissing(this ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        var isNamed = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_SERVICE_NAME"])
            || builder.Configuration["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) is true;
        if (!isNamed)
        {
            resource.AddService(builder.Environment.ApplicationName);
        }
    }
}
