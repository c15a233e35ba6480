using OpenTelemetry.Instrumentation.AspNetCore;

namespace CcDemo.Consumer.Access;

/// <summary>A login link carries the token in its query: keeps queries out of traces, whatever these are set to.</summary>
internal static class TokenPrivacy
{
    // The instrumentation redacts queries itself, but Aspire's orchestrator switches that off for the programs that it starts.
    public static void KeepQueriesOutOfTraces(this IServiceCollection services)
        => services.Configure<AspNetCoreTraceInstrumentationOptions>(traces => traces.EnrichWithHttpRequest += (activity, request) =>
        {
            if (request.QueryString.HasValue)
            {
                activity.SetTag("url.query", null);
            }
        });
}
