using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Endpoints;

internal static class EndpointExtensions
{
    public static IServiceCollection AddAllowedEndpoints(this IServiceCollection services)
    {
        services.AddOptions<EndpointOptions>().BindConfiguration(EndpointOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<EndpointOptions>, EndpointOptionsValidator>()
            .AddSingleton<AllowedEndpoints>();
    }
}
