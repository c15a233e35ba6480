using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;
using CcDemo.AzureEmulator;
using CcDemo.Skr.Release;

namespace CcDemo.Skr.Tests;

/// <summary>A running emulator with guests, identities and keys.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    public const string Policy = "package agent_policy\ndefault AllowRequestsFailingPolicy := false\n";
    public const string Releaser = "releaser";
    public const string Officer = "officer";
    public const string Reader = "reader";
    private const string HostKey = "host-key-of-the-tests";

    private readonly AzureEmulatorHost _emulator;
    private readonly HttpClient _host;
    private readonly HttpClient _https;

    private Cloud(AzureEmulatorHost emulator)
    {
        _emulator = emulator;
        _host = new HttpClient { BaseAddress = emulator.Metadata, DefaultRequestHeaders = { Authorization = new("Bearer", HostKey) } };
        _https = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { emulator.Ca }, RevocationMode = X509RevocationMode.NoCheck } },
        });
    }

    public static string HostData { get; } = HostDataOf(Policy);

    public string CaFile => _emulator.CaFile;

    public Uri Metadata => _emulator.Metadata;

    public string Maa => _emulator.Maa.Authority;

    public string Vault => _emulator.Vault.Authority;

    public static async Task<Cloud> StartAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Emulator:HostKey"] = HostKey,
            ["Emulator:Identities:0:ClientId"] = Releaser,
            ["Emulator:Identities:0:Roles:0"] = "Key Vault Crypto Service Release User",
            ["Emulator:Identities:1:ClientId"] = Officer,
            ["Emulator:Identities:1:Roles:0"] = "Key Vault Crypto Officer",
            ["Emulator:Identities:2:ClientId"] = Reader,
            ["Emulator:Identities:2:Roles:0"] = "Key Vault Crypto User",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new Cloud(await AzureEmulatorHost.StartAsync(all));
    }

    public static string HostDataOf(string policy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policy)));

    public async Task<Guest> LaunchAsync(string policy = Policy, bool debug = false, string fault = "none")
    {
        using var response = await _host.PutAsJsonAsync(
            $"/host/guests/g{Guid.NewGuid():n}", new { policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy)), debug, fault });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Guest>())!;
    }

    /// <summary>The settings by which a sidecar runs in a guest.</summary>
    public Dictionary<string, string?> SettingsOf(Guest guest, string clientId = Releaser) => new()
    {
        ["Trust:CaFile"] = CaFile,
        ["Snp:Device"] = guest.Device,
        ["UVM_HOST_AMD_CERTIFICATE"] = guest.HostAmdCert,
        ["UVM_SECURITY_POLICY"] = guest.SecurityPolicy,
        ["UVM_REFERENCE_INFO"] = guest.ReferenceInfo,
        ["AZURE_CLIENT_ID"] = clientId,
    };

    public async Task<string> AccessTokenAsync(string clientId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Metadata, $"/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id={clientId}"));
        request.Headers.Add("Metadata", "true");
        using var response = await _host.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!["access_token"];
    }

    /// <summary>
    /// Makes a key; it goes to guests with this host data that no debugger can look into, on the word of this cloud's attestation
    /// provider or of another, or to nobody.
    /// </summary>
    public async Task<KeyVaultKey> CreateKeyAsync(string name, string? hostData, string? authority = null)
    {
        var options = new CreateRsaKeyOptions(name, hardwareProtected: true) { KeySize = 2048, KeyOperations = { KeyOperation.Encrypt, KeyOperation.Decrypt } };
        if (hostData is not null)
        {
            options.Exportable = true;
            options.ReleasePolicy = ReleasePolicy(hostData, authority);
        }

        return await (await KeyClientAsync()).CreateRsaKeyAsync(options);
    }

    /// <summary>Enables a version of a key, or disables it.</summary>
    public async Task SetEnabledAsync(KeyVaultKey key, bool enabled)
        => await (await KeyClientAsync()).UpdateKeyPropertiesAsync(new KeyProperties(key.Id) { Enabled = enabled });

    /// <summary>Brings a key along; it goes to guests with the host data of <see cref="Policy"/>.</summary>
    public async Task ImportKeyAsync(string name, JsonWebKey key)
        => await (await KeyClientAsync()).ImportKeyAsync(new ImportKeyOptions(name, key) { HardwareProtected = true, Properties = { Exportable = true, ReleasePolicy = ReleasePolicy(HostData) } });

    public string ReleaseBody(string kid, string? accessToken = null)
        => accessToken is null
            ? $$"""{"maa_endpoint": "{{Maa}}", "akv_endpoint": "{{Vault}}", "kid": "{{kid}}"}"""
            : $$"""{"maa_endpoint": "{{Maa}}", "akv_endpoint": "{{Vault}}", "kid": "{{kid}}", "access_token": "{{accessToken}}"}""";

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        _https.Dispose();
        await _emulator.DisposeAsync();
    }

    private async Task<KeyClient> KeyClientAsync()
    {
        var credential = new AccessTokenCredential(await AccessTokenAsync(Officer), TimeProvider.System);
        return new KeyClient(new Uri($"https://{Vault}"), credential, new KeyClientOptions { Transport = new HttpClientTransport(_https), DisableChallengeResourceVerification = true });
    }

    private KeyReleasePolicy ReleasePolicy(string hostData, string? authority = null) => new(BinaryData.FromString($$"""
        {"version":"1.0.0","anyOf":[{"authority":"{{authority ?? $"https://{Maa}"}}","allOf":[
          {"claim":"x-ms-attestation-type","equals":"sevsnpvm"},
          {"claim":"x-ms-sevsnpvm-is-debuggable","equals":false},
          {"claim":"x-ms-sevsnpvm-hostdata","equals":"{{hostData}}"}]}]}
        """));
}
