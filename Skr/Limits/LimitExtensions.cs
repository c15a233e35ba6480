using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Limits;

internal static class LimitExtensions
{
    private const int MaxConnections = 512;
    private const int MaxHeaders = 16 * 1024;

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) =>
        {
            kestrel.Limits.MaxRequestBodySize = limits.Value.RequestBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        return services
            .AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>()
            .AddRequestTimeouts()
            .AddSingleton<IConfigureOptions<RequestTimeoutOptions>, TimeLimit>()
            .AddSingleton<WorkPermits>();
    }
}
