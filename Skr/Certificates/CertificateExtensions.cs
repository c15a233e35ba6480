namespace CcDemo.Skr.Certificates;

internal static class CertificateExtensions
{
    public static IServiceCollection AddCertificates(this IServiceCollection services)
    {
        services.AddHttpClient(ThimClient.Client);
        return services
            .AddSingleton<TrustedRoots>()
            .AddSingleton<SecurityContext>()
            .AddSingleton<ThimClient>()
            .AddSingleton<HostCertificates>();
    }
}
