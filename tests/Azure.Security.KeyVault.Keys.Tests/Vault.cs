using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.KeyVaultKeys.Tests;

/// <summary>An HTTPS server that challenges like a vault, keeps what it is asked, and answers what a test wants.</summary>
internal sealed class Vault : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<VaultRequest> _requests = [];

    private readonly X509ChainPolicy _trust;

    private Vault(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { certificate },
        };
    }

    public Uri Address { get; private set; } = null!;

    public string Resource { get; set; } = "https://vault.azure.net";

    public string? ExtraChallenge { get; set; }

    public Func<VaultRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    public IReadOnlyList<VaultRequest> Requests => _requests;

    public static async Task<Vault> StartAsync()
    {
        var certificate = CreateCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var vault = new Vault(app, certificate);
        app.Run(vault.HandleAsync);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        vault.Address = new Uri($"https://localhost:{address.Port}");
        return vault;
    }

    public KeyClient CreateClient(TokenCredential credential, bool disableVerification = true, Uri? address = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = _trust.Clone() },
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, Address.Port, cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        return new KeyClient(address ?? Address, credential, new KeyClientOptions(KeyClientOptions.ServiceVersion.V7_4)
        {
            DisableChallengeResourceVerification = disableVerification,
            Transport = new HttpClientTransport(handler),
            Retry = { MaxRetries = 0 },
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new VaultRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync(context.RequestAborted));
        lock (_requests)
        {
            _requests.Add(request);
        }

        var (status, body) = (401, """{"error":{"code":"Unauthorized","message":"AKV10000: Request is missing a Bearer or PoP token."}}""");
        if (request.Authorization.Length == 0)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.windows.net/the-tenant\", resource=\"{Resource}\"{ExtraChallenge}";
        }
        else
        {
            (status, body) = Answer(request);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("mine.vault.azure.net");
        names.AddDnsName("evilvault.azure.net");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
