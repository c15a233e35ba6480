using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.AppHost;

/// <summary>The key vault of an emulator on this machine.</summary>
internal static class LocalVault
{
    /// <summary>A client of it.</summary>
    /// <param name="vault">The vault's address.</param>
    /// <param name="http">Connections that trust its authority.</param>
    /// <param name="metadataUrl">The address of the identity endpoint, without a trailing slash.</param>
    /// <param name="clientId">The identity to be; empty for the only one that there is.</param>
    public static KeyClient CreateClient(Uri vault, HttpClient http, string metadataUrl, string clientId) => new(
        vault,
        new EmulatorCredential(http, metadataUrl, clientId),
        // Loopback is in no Key Vault domain.
        new KeyClientOptions
        {
            Transport = new HttpClientTransport(http),
            DisableChallengeResourceVerification = true,
            Retry = { Delay = TimeSpan.FromMilliseconds(100) },
        });
}
