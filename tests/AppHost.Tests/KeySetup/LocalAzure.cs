using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Azure.Security.KeyVault.Keys;
using CcDemo.AzureEmulator;

namespace CcDemo.AppHost.Tests;

/// <summary>A running emulator, spoken to over HTTPS.</summary>
public sealed class LocalAzure : IAsyncLifetime
{
    public const string Officer = "officer-client-id";
    public const string Reader = "reader-client-id";
    public const string Pod = "pod-client-id";
    private const string HostKey = "the-host-key";
    private AzureEmulatorHost _host = null!;
    private HttpClient _http = null!;

    public string CaFile => _host.CaFile;

    public string Maa => _host.Maa.Authority;

    public string Vault => _host.Vault.Authority;

    public string Metadata => _host.Metadata.GetLeftPart(UriPartial.Authority);

    public KeyClient Keys { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _host = await AzureEmulatorHost.StartAsync(new Dictionary<string, string?>
        {
            ["Emulator:HostKey"] = HostKey,
            ["Emulator:Identities:0:ClientId"] = Officer,
            ["Emulator:Identities:0:Roles:0"] = "Key Vault Crypto Officer",
            ["Emulator:Identities:1:ClientId"] = Reader,
            ["Emulator:Identities:1:Roles:0"] = "Key Vault Crypto User",
            ["Emulator:Identities:2:ClientId"] = Pod,
            ["Emulator:Identities:2:Roles:0"] = "Key Vault Crypto Service Release User",
        });
        _http = EmulatorTrust.CreateClient(CaFile);
        Keys = LocalVault.CreateClient(_host.Vault, _http, Metadata, Officer);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>The attestation provider's signing keys.</summary>
    public Task<string> JwksAsync() => _http.GetStringAsync(new Uri(_host.Maa, "/certs"));

    /// <summary>Launches a guest, as the host does when a pod starts.</summary>
    internal async Task<GuestRegistration> LaunchAsync(string policy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Metadata}/host/guests/{Guid.NewGuid():n}")
        {
            Content = JsonContent.Create(new { policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy)), debug = false, fault = "none" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", HostKey);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<GuestRegistration>())!;
    }
}
