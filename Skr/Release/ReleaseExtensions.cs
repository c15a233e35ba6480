using CcDemo.Skr.Certificates;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

internal static class ReleaseExtensions
{
    public static IServiceCollection AddKeyRelease(this IServiceCollection services)
    {
        services.AddHttpClient(VaultClient.Client)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler());
        services.AddOptions<ReleaseOptions>().BindConfiguration(ReleaseOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ReleaseOptions>, ReleaseOptionsValidator>()
            .AddSingleton<WrappingKeyPool>()
            .AddHostedService(provider => provider.GetRequiredService<WrappingKeyPool>())
            .AddSingleton<ReleasedKeyCache>()
            .AddHostedService<ReleasedKeyRefresh>()
            .AddSingleton<PodIdentity>()
            .AddSingleton<VaultClient>()
            .AddSingleton<KeyReleaser>();
    }
}
