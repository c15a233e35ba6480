using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace CcDemo.ServiceDefaults;

/// <summary>What every service of CcDemo has in common, in one call each.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The tag of a health check that only says whether the process is alive.</summary>
    public const string LiveTag = "live";

    /// <summary>Adds telemetry, health checks, service discovery and HTTP resilience.</summary>
    /// <remarks>
    /// Clients of <see cref="IHttpClientFactory"/> repeat GET, HEAD, OPTIONS and TRACE after a transient failure. What may
    /// change something (POST, PUT, PATCH, DELETE) is sent once: whether it arrived cannot be known, so its sender decides.
    /// </remarks>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddQuietFrameworks();
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // The outer handler comes first: an attempt that is repeated is resolved anew.
            http.AddStandardResilienceHandler(resilience => resilience.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready: every check) and <c>/alive</c> (the process answers); neither is counted or traced, or asks for a login.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(Probes.Health, new HealthCheckOptions { ResponseWriter = WriteHealthAsync }).DisableHttpMetrics().AllowAnonymous();
        app.MapHealthChecks(Probes.Alive, new HealthCheckOptions { ResponseWriter = WriteHealthAsync, Predicate = check => check.Tags.Contains(LiveTag) }).DisableHttpMetrics().AllowAnonymous();
        return app;
    }

    // The state, and a line for each check that has something to say.
    private static Task WriteHealthAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', report.Entries
            .Where(entry => !string.IsNullOrEmpty(entry.Value.Description))
            .Select(entry => $"{entry.Key}: {entry.Value.Description}")
            .Prepend(report.Status.ToString())));
    }
}
