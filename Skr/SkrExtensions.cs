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
using CcDemo.Skr.Memory;
using CcDemo.Skr.Release;
using CcDemo.Skr.Routing;
using CcDemo.Skr.Telemetry;

namespace CcDemo.Skr;

/// <summary>The sidecar as a whole.</summary>
internal static class SkrExtensions
{
    /// <summary>Adds every service of the sidecar and its loopback listeners.</summary>
    /// <exception cref="FormatException">A setting cannot be read.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting cannot work.</exception>
    public static WebApplicationBuilder AddSkr(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        builder.AddOriginalsLogging();
        builder.ListenOnLoopback();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SkrTelemetry>();
        builder.Services.AddHostedService<IdleMemory>();
        builder.Services
            .AddSkrOptions(settings)
            .AddAudit(settings)
            .AddAttestationHealth()
            .AddLimits(settings)
            .AddAllowedEndpoints(settings)
            .AddUpstream()
            .AddCertificates()
            .AddSnpDevice()
            .AddAttestation()
            .AddKeyRelease(settings)
            .AddKeyProvider();
        return builder;
    }

    /// <summary>Maps the Go sidecar's routes and its two gRPC services.</summary>
    public static WebApplication MapSkr(this WebApplication app)
    {
        app.UseTimeLimit();
        app.UseErrors();
        app.UseHostNames();
        app.UseKeyProvider();
        app.UseWorkLimit();
        app.UseRoutes(routes =>
        {
            routes.Get("/status", context => JsonAnswer.WriteAsync(context, """{"message":"Status OK"}"""u8.ToArray()));
            routes.MapAttest();
            routes.MapRelease();
            routes.MapAudit();
            routes.MapHealth();
        });
        return app;
    }
}
