using CcDemo.Skr.Attest;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Hardware;
using CcDemo.Skr.Release;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Http.Resilience;

namespace CcDemo.Skr;

/// <summary>The sidecar as a whole.</summary>
internal static class SkrExtensions
{
    /// <summary>Adds every service of the sidecar and its loopback listener.</summary>
    public static WebApplicationBuilder AddSkr(this WebApplicationBuilder builder)
    {
        builder.AddLogLevel();
        builder.ListenOnLoopback();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SkrTelemetry>();
        // A caller waits while certificates and signing keys are fetched: three quick tries instead of three slow ones.
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.FromMilliseconds(200));
        builder.Services
            .AddSkrOptions()
            .AddCertificates()
            .AddSnpDevice()
            .AddAttestation()
            .AddKeyRelease();
        return builder;
    }

    /// <summary>Maps the Go sidecar's routes.</summary>
    public static WebApplication MapSkr(this WebApplication app)
    {
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<ExactPathMiddleware>();
        app.MapGet("/status", context => JsonAnswer.WriteAsync(context, """{"message":"Status OK"}"""u8.ToArray()));
        app.MapAttest();
        app.MapRelease();
        return app;
    }
}
