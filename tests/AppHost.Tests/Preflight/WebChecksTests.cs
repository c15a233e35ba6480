using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.AppHost.Tests;

public sealed class WebChecksTests : IAsyncLifetime, IDisposable
{
    private const string Keys = "/keys?api-version=7.4";
    private const string Challenge = "Bearer authorization=\"https://login.example.net/tenant\", resource=\"https://vault.azure.net\"";

    private readonly X509Certificate2 _certificate = StandInServer.CreateCertificate("vault1.vault.azure.net");
    private readonly List<Web> _webs = [];
    private StandInServer _server = null!;

    public async Task InitializeAsync() => _server = (await StandInServer.StartAsync(_certificate))
        .Answers(Keys, "{}", 401, Challenge)
        .Answers("/certs", """{"keys":[{"kty":"RSA"}]}""");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _webs.ForEach(web => web.Dispose());
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_vault_that_asks_for_a_token_is_reachable()
    {
        Assert.Equal((FindingState.Ok, "vault1.vault.azure.net asks for a token"), await VaultAsync(Trusting()));
        Assert.Contains($"GET {Keys} ", _server.Requests);
    }

    [Theory]
    [InlineData(200, null, "Missing", "as no vault does")]
    [InlineData(401, null, "Missing", "as no vault does")]
    [InlineData(401, "Bearer authorization=\"https://login.example.net\", resource=\"https://other.example.net\"", "Missing", "something else")]
    [InlineData(403, null, "Missing", "forbids this network")]
    [InlineData(404, null, "Missing", "as no vault does")]
    [InlineData(429, null, "Unknown", "answers 429")]
    [InlineData(500, null, "Unknown", "answers 500")]
    [InlineData(503, null, "Unknown", "answers 503")]
    public async Task What_answers_otherwise_is_no_reachable_vault(int status, string? challenge, string state, string found)
    {
        _server.Answers(Keys, "{}", status, challenge);
        var finding = await VaultAsync(Trusting());

        Assert.Equal(state, finding.State.ToString());
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_in_time_is_unknown()
    {
        _server.IsSilentAt(Keys);
        Assert.Equal(
            (FindingState.Unknown, "vault1.vault.azure.net did not answer within 1 s"), await VaultAsync(Trusting(TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task A_vault_whose_certificate_nobody_trusts_is_not_ok()
    {
        var finding = await VaultAsync(Create(new SocketsHttpHandler { ConnectCallback = ConnectAsync }));

        Assert.Equal(FindingState.Unknown, finding.State);
        Assert.Contains("certificate", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_on_this_machine_is_trusted_by_the_authority_that_is_named_for_it_and_by_no_other()
    {
        using var certificate = StandInServer.CreateCertificate("localhost");
        await using var vault = (await StandInServer.StartAsync(certificate)).Answers(Keys, "{}", 401, Challenge);
        var settings = Deployment.Settings(("vault-endpoint", $"localhost:{vault.Address.Port}"));

        Assert.Equal(FindingState.Ok, (await LookAsync(certificate)).State);
        var refused = await LookAsync(_certificate);
        Assert.Equal(FindingState.Unknown, refused.State);
        Assert.Contains("certificate", refused.Found, StringComparison.Ordinal);

        async Task<Finding> LookAsync(X509Certificate2 authority)
        {
            using var folder = new ProgramFolder();
            await File.WriteAllTextAsync(folder.PathOf("ca.pem"), authority.ExportCertificatePem());
            using var web = Web.Of(KeySetupSettings.Read(Deployment.Configuration(("KeySetup:CaFile", folder.PathOf("ca.pem")))), TimeSpan.FromMinutes(1));
            return await new VaultReachable(settings, web).LookAsync(default);
        }
    }

    [Fact]
    public async Task A_name_that_no_machine_has_is_missing()
        => Assert.Equal(
            FindingState.Missing,
            (await VaultAsync(Create(new SocketsHttpHandler { ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound) }))).State);

    [Fact]
    public async Task A_machine_that_refuses_the_connection_is_unknown()
    {
        await _server.DisposeAsync();
        Assert.Equal(FindingState.Unknown, (await VaultAsync(Trusting())).State);
    }

    [Theory]
    [InlineData(200, """{"keys":[{}]}""", "Ok")]
    [InlineData(200, """{"keys":[]}""", "Missing")]
    [InlineData(200, "<html>", "Missing")]
    [InlineData(404, "", "Missing")]
    [InlineData(503, "", "Unknown")]
    public async Task An_attestation_provider_publishes_its_keys(int status, string body, string state)
    {
        _server.Answers("/certs", body, status);
        Assert.Equal(state, (await new AttestationReachable(Deployment.Settings(), Trusting()).LookAsync(default)).State.ToString());
    }

    private static async Task<(FindingState State, string Found)> VaultAsync(Web web)
    {
        var finding = await new VaultReachable(Deployment.Settings(), web).LookAsync(default);
        return (finding.State, finding.Found);
    }

    /// <summary>A web in which every name is the stand-in's, and its certificate is trusted.</summary>
    private Web Trusting(TimeSpan? limit = null) => Create(
        new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString() },
        },
        limit);

    private Web Create(SocketsHttpHandler handler, TimeSpan? limit = null)
    {
        handler.UseProxy = false;
        var web = new Web(handler, limit ?? TimeSpan.FromMinutes(1));
        _webs.Add(web);
        return web;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _server.Address.Port), ct);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
