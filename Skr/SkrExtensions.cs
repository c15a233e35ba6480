using CcDemo.Skr.Attest;
using CcDemo.Skr.Audit;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Endpoints;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Hardware;
using CcDemo.Skr.Health;
using CcDemo.Skr.KeyProvider;
using CcDemo.Skr.Limits;
using CcDemo.Skr.Release;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Http.Resilience;

namespace CcDemo.Skr;

/// <summary>The sidecar as a whole.</summary>
internal static class SkrExtensions
{
    /// <summary>Adds every service of the sidecar and its loopback listeners.</summary>
    public static WebApplicationBuilder AddSkr(this WebApplicationBuilder builder)
    {
        builder.AddOriginalsLogging();
        builder.ListenOnLoopback();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SkrTelemetry>();
        builder.Services.AddHostedService<StartupMemory>();
        // A caller waits while certificates and signing keys are fetched: three quick tries instead of three slow ones.
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.FromMilliseconds(200));
        builder.Services
            .AddSkrOptions()
            .AddAudit()
            .AddAttestationHealth()
            .AddLimits()
            .AddAllowedEndpoints()
            .AddCertificates()
            .AddSnpDevice()
            .AddAttestation()
            .AddKeyRelease()
            .AddKeyProvider();
        return builder;
    }

    /// <summary>Maps the Go sidecar's routes and its two gRPC services.</summary>
    public static WebApplication MapSkr(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<ExactPathMiddleware>();
        app.UseMiddleware<WorkLimitMiddleware>();
        app.MapGet("/status", context => JsonAnswer.WriteAsync(context, """{"message":"Status OK"}"""u8.ToArray()));
        app.MapAttest();
        app.MapRelease();
        app.MapAudit();
        app.MapKeyProvider();
        return app;
    }
}
