using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using CcDemo.AzureEmulator;

namespace CcDemo.Producer.Tests;

/// <summary>AzureEmulator's vault, and the identity that this process has there.</summary>
public sealed class LocalVault : IAsyncLifetime
{
    /// <summary>An identity without a role.</summary>
    public const string Powerless = "powerless";

    private const string Officer = "officer";
    private const string Reader = "reader";
    private const string ClientId = "AZURE_CLIENT_ID";
    private AzureEmulatorHost _azure = null!;
    private HttpClient _http = null!;

    public Uri Address => _azure.Vault;

    public string CaFile => _azure.CaFile;

    /// <summary>The vault's keys, as their owner has them.</summary>
    public KeyClient Keys { get; private set; } = null!;

    /// <summary>Has this process be another identity for a while.</summary>
    public static IDisposable As(string clientId)
    {
        Environment.SetEnvironmentVariable(ClientId, clientId);
        return new Being();
    }

    public async Task InitializeAsync()
    {
        _azure = await AzureEmulatorHost.StartAsync(new Dictionary<string, string?>
        {
            ["Emulator:Identities:0:ClientId"] = Officer,
            ["Emulator:Identities:0:Roles:0"] = "Key Vault Crypto Officer",
            ["Emulator:Identities:1:ClientId"] = Reader,
            ["Emulator:Identities:1:Roles:0"] = "Key Vault Reader",
            ["Emulator:Identities:2:ClientId"] = Powerless,
        });

        // Azure.Identity takes these from the environment only; no other test here looks at them.
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", _azure.Metadata.GetLeftPart(UriPartial.Authority));
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", nameof(ManagedIdentityCredential));
        Environment.SetEnvironmentVariable(ClientId, Reader);
        _http = Trusting(_azure.Ca);
        Keys = new KeyClient(_azure.Vault, new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(Officer)), new KeyClientOptions
        {
            Transport = new HttpClientTransport(_http),
            DisableChallengeResourceVerification = true,
        });
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _azure.DisposeAsync();
    }

    private static HttpClient Trusting(X509Certificate2 ca) => new(new SocketsHttpHandler
    {
        SslOptions = { CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { ca }, RevocationMode = X509RevocationMode.NoCheck } },
    });

    private sealed class Being : IDisposable
    {
        public void Dispose() => Environment.SetEnvironmentVariable(ClientId, Reader);
    }
}
