using CcDemo.Skr.Routing;
using Microsoft.AspNetCore.Http.Features;

namespace CcDemo.Skr.Health;

/// <summary><c>/health</c> (whether it is ready, and how attestation stands) and <c>/alive</c> (the process answers); neither is counted.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this RouteTable routes)
    {
        routes.Any("/health", context => AnswerAsync(context, routes.Service<AttestationHealth>().Text));
        routes.Any("/alive", context => AnswerAsync(context, AttestationHealth.Healthy));
    }

    private static Task AnswerAsync(HttpContext context, string text)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text);
    }
}
