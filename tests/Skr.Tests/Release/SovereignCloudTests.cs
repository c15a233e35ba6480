using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using CcDemo.Attestation;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Release;
using CcDemo.Skr.Tests.Attest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Tests.Release;

/// <summary>
/// Vaults, managed HSMs and token authorities of every cloud by their true names, all of them one HTTPS server on this
/// machine: only the way there is bent, names and certificates are checked.
/// </summary>
[Collection(CloudTests.Name)]
public sealed class SovereignCloudTests(CloudFixture fixture) : IAsyncLifetime
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private static readonly string[] _authorities = ["login.microsoftonline.com", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "login.microsoftonline.us", "login.example.test"];

    private readonly ConcurrentQueue<string> _seen = new();
    private readonly string _tokenFile = Path.GetTempFileName();
    private TestProvider _provider = null!;
    private HttpsServer _azure = null!;
    private string _challenge = "";

    public async Task InitializeAsync()
    {
        _provider = await TestProvider.StartAsync();
        _azure = await HttpsServer.StartAsync(
            AnswerAsync,
            [.. _authorities, .. AzureCloud.All.SelectMany(cloud => new[] { $"*.{cloud.VaultSuffix}", $"*.{cloud.ManagedHsmSuffix}" })]);
        await File.WriteAllTextAsync(_tokenFile, "token-of-the-service-account");
    }

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _azure.DisposeAsync();
        File.Delete(_tokenFile);
    }

    [Theory]
    [InlineData("vault.azure.net", "https://vault.azure.net", "login.microsoftonline.com")]
    [InlineData("vault.azure.cn", "https://vault.azure.cn", "login.partner.microsoftonline.cn")]
    [InlineData("vault.usgovcloudapi.net", "https://vault.usgovcloudapi.net", "login.microsoftonline.us")]
    [InlineData("managedhsm.azure.net", "https://managedhsm.azure.net", "login.microsoftonline.com")]
    [InlineData("managedhsm.azure.cn", "https://managedhsm.azure.cn", "login.partner.microsoftonline.cn")]
    [InlineData("managedhsm.usgovcloudapi.net", "https://managedhsm.usgovcloudapi.net", "login.microsoftonline.us")]
    public async Task The_vaults_host_decides_for_what_and_where_a_token_is_had(string suffix, string resource, string authority)
    {
        var vault = NewVault(suffix);
        _challenge = resource;

        var reason = await RefusalAsync(vault);

        Assert.Contains("all the way to the vault", reason, StringComparison.Ordinal);
        Assert.Contains($"{authority} {resource}/.default", _seen);
        Assert.Contains($"{vault} Bearer token-for-{resource}/.default", _seen);
    }

    [Theory]
    [InlineData("https://login.chinacloudapi.cn/", "login.chinacloudapi.cn")]
    [InlineData("https://login.microsoftonline.us/", "login.microsoftonline.us")]
    public async Task The_authority_that_the_workload_identity_webhook_sets_wins(string setting, string authority)
    {
        _challenge = "https://vault.azure.cn";

        await RefusalAsync(NewVault("vault.azure.cn"), ("AZURE_AUTHORITY_HOST", setting));

        Assert.Contains($"{authority} https://vault.azure.cn/.default", _seen);
        Assert.DoesNotContain("login.partner.microsoftonline.cn https://vault.azure.cn/.default", _seen);
    }

    [Theory]
    [InlineData("vault.azure.net", "https://azure.net")]
    [InlineData("vault.azure.net", "https://net")]
    [InlineData("vault.azure.net", "https://management.azure.com")]
    [InlineData("managedhsm.azure.net", "https://azure.net")]
    [InlineData("vault.azure.cn", "https://vault.azure.net")]
    public async Task A_vault_that_asks_for_a_token_for_something_else_gets_none(string suffix, string challenge)
    {
        _challenge = challenge;

        var reason = await RefusalAsync(NewVault(suffix));

        Assert.Contains(challenge, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_seen, line => line.StartsWith("login.", StringComparison.Ordinal) || line.Contains("Bearer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_the_caller_brought_goes_to_no_vault_that_asks_for_another()
    {
        _challenge = "https://azure.net";

        await RefusalAsync(NewVault("vault.azure.net"), accessToken: "secret-of-the-caller");

        Assert.DoesNotContain(_seen, line => line.Contains("secret-of-the-caller", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "demo.vault.azure.net", "https://login.microsoftonline.com/")]
    [InlineData("", "demo.vault.azure.cn", "https://login.partner.microsoftonline.cn/")]
    [InlineData(null, "localhost", "https://login.microsoftonline.com/")]
    [InlineData("https://login.example.test/", "demo.vault.azure.cn", "https://login.example.test/")]
    public void The_authority_is_the_one_that_is_set_or_that_of_the_cloud(string? setting, string host, string expected)
        => Assert.Equal(expected, PodIdentity.AuthorityOf(setting, AzureCloud.FindByHost(host)).AbsoluteUri);

    [Theory]
    [InlineData("login.microsoftonline.com")]
    [InlineData("http://login.microsoftonline.com/")]
    public async Task An_authority_that_is_no_HTTPS_address_stops_the_start(string setting)
        => Assert.Contains(
            "AZURE_AUTHORITY_HOST",
            (await Assert.ThrowsAsync<OptionsValidationException>(() => SkrHost.StartAsync([new("AZURE_AUTHORITY_HOST", setting)]))).Message,
            StringComparison.Ordinal);

    // The key client remembers for the life of the process what a vault asked for.
    private static string NewVault(string suffix) => $"v{Guid.NewGuid():n}.{suffix}";

    private async Task AnswerAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (!_authorities.Contains(host))
        {
            await AnswerAsVaultAsync(context, host);
        }
        else if (context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal))
        {
            var form = await context.Request.ReadFormAsync();
            Assert.Equal("token-of-the-service-account", form["client_assertion"]);
            var scope = form["scope"].ToString().Split(' ').First(part => part.EndsWith("/.default", StringComparison.Ordinal));
            _seen.Enqueue($"{host} {scope}");
            await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3600, access_token = $"token-for-{scope}" });
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new
            {
                tenant_discovery_endpoint = $"https://{host}/{Tenant}/v2.0/.well-known/openid-configuration",
                metadata = new[] { new { preferred_network = host, preferred_cache = host, aliases = new[] { host } } },
            });
        }
    }

    private async Task AnswerAsVaultAsync(HttpContext context, string host)
    {
        if (context.Request.Headers.Authorization.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.example.test/{Tenant}\", resource=\"{_challenge}\"";
            return;
        }

        _seen.Enqueue($"{host} {context.Request.Headers.Authorization}");
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsync("""{"error":{"code":"Forbidden","message":"all the way to the vault"}}""");
    }

    private Task<string> RefusalAsync(string vault, params (string Key, string Value)[] more) => RefusalAsync(vault, null, more);

    private async Task<string> RefusalAsync(string vault, string? accessToken, params (string Key, string Value)[] more)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest, clientId: "66666666-7777-8888-9999-000000000000");
        settings["Trust:CaFile"] = await _azure.WriteRootsAsync(await _provider.Server.WriteRootsAsync());
        settings["AZURE_TENANT_ID"] = Tenant;
        settings["AZURE_FEDERATED_TOKEN_FILE"] = _tokenFile;
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        await using var skr = await SkrHost.StartAsync(settings, services =>
        {
            services.AddHttpClient(VaultClient.Client).ConfigurePrimaryHttpMessageHandler(Bend);
            services.AddSingleton(provider => new PodIdentity(provider.GetRequiredService<IOptions<SkrOptions>>(), new HttpClientTransport(Bend(provider))));
        });
        return await skr.RefusalAsync("/key/release", $$"""{"maa_endpoint":"{{_provider.Authority}}","akv_endpoint":"{{vault}}","kid":"demo"{{(accessToken is null ? "" : $",\"access_token\":\"{accessToken}\"")}}}""");
    }

    /// <summary>Every name leads to this machine; what is found there must still have that name.</summary>
    private SocketsHttpHandler Bend(IServiceProvider provider)
    {
        var handler = provider.GetRequiredService<TrustedRoots>().CreateHandler();
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, _azure.Address.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return handler;
    }
}
