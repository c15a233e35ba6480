using CcDemo.Skr.Configuration;

namespace CcDemo.Skr.Endpoints;

internal static class EndpointExtensions
{
    public static IServiceCollection AddAllowedEndpoints(this IServiceCollection services, IConfiguration settings)
    {
        var isEmulated = settings.GetSection(SnpOptions.Section)[nameof(SnpOptions.Device)] is { Length: > 0 };
        return services
            .AddChecked(() => settings.GetSection(EndpointOptions.Section).Get<EndpointOptions>(), new EndpointOptionsValidator(isEmulated))
            .AddSingleton<AllowedEndpoints>();
    }
}
