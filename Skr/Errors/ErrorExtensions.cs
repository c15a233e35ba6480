using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Errors;

internal static class ErrorExtensions
{
    /// <summary>Has every client of another service repeat what changes nothing (GET) after a transient failure.</summary>
    public static IServiceCollection AddUpstream(this IServiceCollection services)
    {
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(resilience =>
        {
            resilience.Retry.DisableForUnsafeHttpMethods();
            // A caller waits while certificates and signing keys are fetched: three quick tries instead of three slow ones.
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
        }));
        // These are the only options left that the framework would check at start, and they are constants.
        return services.RemoveAll<IStartupValidator>();
    }

    /// <summary>Turns every failure of a request into a well-formed answer.</summary>
    public static void UseErrors(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILogger<ErrorMiddleware>>();
        app.Use(next => new ErrorMiddleware(next, logger).InvokeAsync);
    }
}
