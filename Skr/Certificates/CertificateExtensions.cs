using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Certificates;

internal static class CertificateExtensions
{
    public static IServiceCollection AddCertificates(this IServiceCollection services)
    {
        services.AddHttpClient(ThimClient.Client);
        services.AddHttpClient(CertificateServer.Client)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler());
        return services
            .AddSingleton<TrustedRoots>()
            .AddSingleton<SecurityContext>()
            .AddSingleton(CreateSource)
            .AddSingleton<HostCertificates>();
    }

    private static ICertificateSource CreateSource(IServiceProvider provider)
        => provider.GetRequiredService<IOptions<SkrOptions>>().Value.Arguments.CacheType switch
        {
            "AMD" => ActivatorUtilities.CreateInstance<AmdKeyServer>(provider),
            "AzCache" => ActivatorUtilities.CreateInstance<AzureCertificateCache>(provider),
            _ => ActivatorUtilities.CreateInstance<ThimClient>(provider),
        };
}
