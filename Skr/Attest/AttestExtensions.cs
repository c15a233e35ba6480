using CcDemo.Skr.Certificates;

namespace CcDemo.Skr.Attest;

internal static class AttestExtensions
{
    public static IServiceCollection AddAttestation(this IServiceCollection services)
    {
        services.AddHttpClient(MaaClient.Client)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler());
        return services.AddSingleton<MaaClient>().AddSingleton<GuestAttester>();
    }
}
