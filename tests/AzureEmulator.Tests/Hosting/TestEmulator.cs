using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;
using CcDemo.AzureEmulator.Hardware;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AzureEmulator.Tests;

/// <summary>A running emulator and clients that trust it as real ones do.</summary>
public sealed class TestEmulator : IAsyncLifetime
{
    public const string HostKey = "the-host-key";
    public const string Officer = "officer-client-id";
    public const string Pod = "pod-client-id";
    public const string Reader = "reader-client-id";
    public const string Nobody = "nobody-client-id";
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _configure;
    private AzureEmulatorHost _host = null!;

    public TestEmulator()
        : this([])
    {
    }

    internal TestEmulator(Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        _configure = configure;
        _settings = new Dictionary<string, string?>(settings) { ["Emulator:HostKey"] = HostKey };
        AddIdentity(Officer, "Key Vault Crypto Officer");
        AddIdentity(Pod, "Key Vault Crypto Service Release User");
        AddIdentity(Reader, "Key Vault Crypto User");
        AddIdentity(Nobody, null);
    }

    internal AzureEmulatorHost Host => _host;

    public HttpClient Http { get; private set; } = null!;

    public KeyClient Keys { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _host = await AzureEmulatorHost.StartAsync(_settings, _configure);
        Http = new HttpClient(CreateHandler());
        Keys = KeysAs(Officer);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>A client of the vault with an identity's token, over real TLS.</summary>
    public KeyClient KeysAs(string clientId) => KeysAs(new ImdsCredential(this, clientId));

    public KeyClient KeysAs(TokenCredential credential) => new(_host.Vault, credential, new KeyClientOptions(KeyClientOptions.ServiceVersion.V7_4)
    {
        DisableChallengeResourceVerification = true,
        Transport = new HttpClientTransport(Http),
        Retry = { MaxRetries = 0 },
    });

    public async Task<string> TokenAsync(string clientId, string resource = "https://vault.azure.net")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Metadata, $"/metadata/identity/oauth2/token?api-version=2018-02-01&resource={resource}&client_id={clientId}"));
        request.Headers.Add("Metadata", "true");
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return json.GetProperty("access_token").GetString()!;
    }

    /// <summary>Launches a guest as the host does.</summary>
    public async Task<TestGuest> LaunchAsync(string policy = "package agent_policy", bool debug = false, string fault = "none", string? name = null)
    {
        var body = new { policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy)), debug, fault };
        using var response = await PutGuestAsync(name ?? Guid.NewGuid().ToString("n"), body, HostKey);
        response.EnsureSuccessStatusCode();
        return new TestGuest(this, (await response.Content.ReadFromJsonAsync<GuestLaunched>())!);
    }

    public async Task<HttpResponseMessage> PutGuestAsync(string name, object body, string? hostKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_host.Metadata, $"/host/guests/{name}")) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = hostKey is null ? null : new AuthenticationHeaderValue("Bearer", hostKey);
        return await Http.SendAsync(request);
    }

    /// <summary>An exportable key whose policy wants the guest's host data, an endorsed utility VM and no debugging. An EC key: it costs no time.</summary>
    public async Task<KeyVaultKey> CreateKeyAsync(TestGuest guest, string? name = null, bool immutable = false)
        => await Keys.CreateKeyAsync(name ?? NewName(), KeyType.EcHsm, new CreateKeyOptions { Exportable = true, ReleasePolicy = PolicyOf(guest, immutable) });

    /// <summary>The same, an RSA key.</summary>
    public async Task<KeyVaultKey> CreateRsaKeyAsync(TestGuest guest)
        => await Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(NewName(), hardwareProtected: true) { KeySize = 2048, Exportable = true, ReleasePolicy = PolicyOf(guest) });

    public KeyReleasePolicy PolicyOf(TestGuest guest, bool immutable = false)
        => new(BinaryData.FromString(PolicyFor(guest.HostData))) { Immutable = immutable };

    public static string NewName() => $"key-{Guid.NewGuid():n}";

    public string PolicyFor(string hostData, Uri? authority = null) => $$"""
        {"version":"1.0.0","anyOf":[{"authority":"{{authority ?? _host.Maa}}","allOf":[
          {"claim":"x-ms-attestation-type","equals":"sevsnpvm"},
          {"claim":"x-ms-compliance-status","equals":"azure-signed-katacc-uvm"},
          {"claim":"x-ms-sevsnpvm-is-debuggable","equals":false},
          {"claim":"x-ms-sevsnpvm-hostdata","equals":"{{hostData}}"}]}]}
        """;

    private SocketsHttpHandler CreateHandler() => new()
    {
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509Certificate2.CreateFromPem(File.ReadAllText(_host.CaFile)) },
            },
        },
    };

    private void AddIdentity(string clientId, string? role)
    {
        var index = _settings.Keys.Count(key => key.EndsWith(":ClientId", StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture);
        _settings[$"Emulator:Identities:{index}:ClientId"] = clientId;
        if (role is not null)
        {
            _settings[$"Emulator:Identities:{index}:Roles:0"] = role;
        }
    }
}
