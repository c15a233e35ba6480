using CcDemo.Skr.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Limits;

internal static class LimitExtensions
{
    private const int MaxConnections = 512;
    private const int MaxHeaders = 16 * 1024;

    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) =>
        {
            kestrel.Limits.MaxRequestBodySize = limits.Value.RequestBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        return services
            .AddChecked(() => settings.GetSection(LimitOptions.Section).Get<LimitOptions>(), new LimitOptionsValidator())
            .AddSingleton<WorkPermits>();
    }

    /// <summary>Ends what takes too long; around everything else.</summary>
    public static void UseTimeLimit(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>();
        app.Use(next => new TimeLimitMiddleware(next, limits).InvokeAsync);
    }

    /// <summary>Holds attestations and releases over HTTP to the limit of simultaneous work.</summary>
    public static void UseWorkLimit(this IApplicationBuilder app)
    {
        var permits = app.ApplicationServices.GetRequiredService<WorkPermits>();
        app.Use(next => new WorkLimitMiddleware(next, permits).InvokeAsync);
    }
}
