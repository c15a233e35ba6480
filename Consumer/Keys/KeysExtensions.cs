using CcDemo.Consumer.Attestation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CcDemo.Consumer.Keys;

/// <summary>The door of this folder.</summary>
internal static class KeysExtensions
{
    /// <summary>Where the original consumer expects the sidecar: beside it in the pod.</summary>
    private const string InThePod = "http://localhost:8080";

    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<AttestationStatus>();
        builder.Services.AddSingleton<KeyRequests>();
        builder.Services.AddTransient<KeyReleases>();
        builder.Services.AddTransient<KeyRecheck>();
        builder.Services.AddHostedService<KeyKeeper>();

        var address = builder.Configuration.GetSection("services:skr:http").Exists() ? "http://skr" : InThePod;
        var client = builder.Services.AddHttpClient<SkrClient>(http =>
        {
            http.BaseAddress = new Uri(address);
            http.Timeout = TimeSpan.FromSeconds(60);
            http.MaxResponseContentBufferSize = 1024 * 1024;
        });

        // The sidecar is on this machine, whatever proxy the environment names for the world outside.
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) });

        // The keeper asks again by itself and shows the reason meanwhile; retries below it would only hide that reason.
#pragma warning disable EXTEXP0001 // Marked as experimental; the alternative is to remove the handlers by hand.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }
}
