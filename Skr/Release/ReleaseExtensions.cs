using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;

namespace CcDemo.Skr.Release;

internal static class ReleaseExtensions
{
    public static IServiceCollection AddKeyRelease(this IServiceCollection services, IConfiguration settings)
    {
        services.AddHttpClient(VaultClient.Client)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler());
        return services
            .AddChecked(() => settings.GetSection(ReleaseOptions.Section).Get<ReleaseOptions>(), new ReleaseOptionsValidator())
            .AddSingleton<WrappingKeyPool>()
            .AddHostedService(provider => provider.GetRequiredService<WrappingKeyPool>())
            .AddSingleton<ReleasedKeyCache>()
            .AddHostedService<ReleasedKeyRefresh>()
            .AddSingleton<PodIdentity>()
            .AddSingleton<VaultClient>()
            .AddSingleton<KeyReleaser>()
            .AddSingleton(provider => new Lazy<KeyReleaser>(provider.GetRequiredService<KeyReleaser>));
    }
}
