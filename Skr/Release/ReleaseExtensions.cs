namespace CcDemo.Skr.Release;

internal static class ReleaseExtensions
{
    public static IServiceCollection AddKeyRelease(this IServiceCollection services) => services
        .AddSingleton<PodIdentity>()
        .AddSingleton<VaultClient>()
        .AddSingleton<KeyReleaser>();
}
