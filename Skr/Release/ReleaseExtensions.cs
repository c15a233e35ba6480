using CcDemo.Skr.Certificates;

namespace CcDemo.Skr.Release;

internal static class ReleaseExtensions
{
    public static IServiceCollection AddKeyRelease(this IServiceCollection services)
    {
        services.AddHttpClient(VaultClient.Client)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler());
        return services
            .AddSingleton<PodIdentity>()
            .AddSingleton<VaultClient>()
            .AddSingleton<KeyReleaser>();
    }
}
