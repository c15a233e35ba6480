using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Attest;

internal static class AttestExtensions
{
    public static IServiceCollection AddAttestation(this IServiceCollection services)
    {
        services.AddHttpClient(MaaClient.Client)
            .ConfigureHttpClient((provider, client) =>
            {
                if (provider.GetRequiredService<IOptions<SkrOptions>>().Value.Arguments.UserAgent is { Length: > 0 } userAgent)
                {
                    client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
                }
            })
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler());
        return services.AddSingleton<MaaClient>().AddSingleton<GuestAttester>();
    }
}
