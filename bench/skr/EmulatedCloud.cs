using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace CcDemo.Skr.Bench;

/// <summary>The emulator as a process, with a guest, the identities, and a key that the guest gets.</summary>
internal sealed class EmulatedCloud : IDisposable
{
    private const string Key = "bench-key";
    private const string Policy = "package agent_policy\ndefault AllowRequestsFailingPolicy := false\n";
    private const string Releaser = "releaser";
    private const string Officer = "officer";

    private static readonly string[] _operations = ["encrypt", "decrypt"];

    private readonly string _hostKey = RandomNumberGenerator.GetHexString(32);
    private readonly int _maa = FreePort.Find();
    private readonly int _vault = FreePort.Find();
    private readonly int _metadata = FreePort.Find();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-bench-");
    private readonly HttpClient _http = new();
    private BackgroundProcess? _process;
    private Dictionary<string, string> _guest = [];

    private string CaFile => Path.Combine(_folder.FullName, "ca.pem");

    private string Metadata => $"http://localhost:{_metadata}";

    /// <summary>The request that releases the key.</summary>
    public string ReleaseBody => $$"""{"maa_endpoint":"localhost:{{_maa}}","akv_endpoint":"localhost:{{_vault}}","kid":"{{Key}}"}""";

    /// <summary>The environment by which a sidecar runs in the guest.</summary>
    public Dictionary<string, string> SidecarEnvironment => new()
    {
        ["Trust:CaFile"] = CaFile,
        ["Snp:Device"] = _guest["device"],
        ["UVM_HOST_AMD_CERTIFICATE"] = _guest["hostAmdCert"],
        ["UVM_SECURITY_POLICY"] = _guest["securityPolicy"],
        ["UVM_REFERENCE_INFO"] = _guest["referenceInfo"],
        ["UVM_SECURITY_CONTEXT_DIR"] = "/nonexistent",
        ["AZURE_CLIENT_ID"] = Releaser,
        ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = Metadata,
    };

    public static async Task<EmulatedCloud> StartAsync()
    {
        var cloud = new EmulatedCloud();
        cloud._process = BackgroundProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcDemo.AzureEmulator.dll")], new Dictionary<string, string>
        {
            ["Emulator:Maa:Port"] = $"{cloud._maa}",
            ["Emulator:Vault:Port"] = $"{cloud._vault}",
            ["Emulator:Metadata:Port"] = $"{cloud._metadata}",
            ["Emulator:CaFile"] = cloud.CaFile,
            ["Emulator:HostKey"] = cloud._hostKey,
            ["Emulator:Identities:0:ClientId"] = Releaser,
            ["Emulator:Identities:0:Roles:0"] = "Key Vault Crypto Service Release User",
            ["Emulator:Identities:1:ClientId"] = Officer,
            ["Emulator:Identities:1:Roles:0"] = "Key Vault Crypto Officer",
        });
        await cloud.ReadyAsync();
        await cloud.LaunchGuestAsync();
        await cloud.CreateKeyAsync();
        return cloud;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ReadyAsync()
    {
        while (true)
        {
            try
            {
                using var health = await _http.GetAsync(new Uri($"{Metadata}/health"));
                health.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                _process!.ThrowIfEnded();
                await Task.Delay(50);
            }
        }
    }

    private async Task LaunchGuestAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Metadata}/host/guests/bench")
        {
            Headers = { Authorization = new("Bearer", _hostKey) },
            Content = JsonContent.Create(new { policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(Policy)) }),
        };
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        _guest = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
    }

    private async Task CreateKeyAsync()
    {
        using var https = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(CaFile) }, RevocationMode = X509RevocationMode.NoCheck } },
        });
        var releasePolicy = $$$"""{"version":"1.0.0","anyOf":[{"authority":"https://localhost:{{{_maa}}}","allOf":[{"claim":"x-ms-sevsnpvm-hostdata","equals":"{{{_guest["hostData"]}}}"}]}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://localhost:{_vault}/keys/{Key}/create?api-version=7.4")
        {
            Headers = { Authorization = new("Bearer", await AccessTokenAsync()) },
            Content = JsonContent.Create(new
            {
                kty = "RSA-HSM",
                key_size = 3072,
                key_ops = _operations,
                attributes = new { exportable = true },
                release_policy = new { data = Convert.ToBase64String(Encoding.UTF8.GetBytes(releasePolicy)).TrimEnd('=').Replace('+', '-').Replace('/', '_') },
            }),
        };
        using var response = await https.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<string> AccessTokenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Metadata}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id={Officer}") { Headers = { { "Metadata", "true" } } };
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using var token = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return token.RootElement.GetProperty("access_token").GetString()!;
    }
}
