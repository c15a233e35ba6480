using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace CcDemo.Skr.Attest;

internal static class AttestExtensions
{
    // An attestation changes nothing at the provider: unlike other POST requests it may be sent again. The first wait is
    // short, each further one twice as long and somewhat random, and all as long as the provider's Retry-After demands.
    private static readonly HttpRetryStrategyOptions _retry = new()
    {
        ShouldHandle = attempt => ValueTask.FromResult(
            attempt.Context.GetRequestMessage()?.Method == HttpMethod.Post && HttpClientResiliencePredicates.IsTransient(attempt.Outcome)),
        MaxRetryAttempts = 3,
        Delay = TimeSpan.FromMilliseconds(200),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldRetryAfterHeader = true,
    };

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
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<TrustedRoots>().CreateHandler())
            .AddResilienceHandler("attest", resilience => resilience.AddRetry(_retry));
        return services.AddSingleton<MaaClient>().AddSingleton<GuestAttester>();
    }
}
