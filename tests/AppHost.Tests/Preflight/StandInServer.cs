using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost.Tests;

/// <summary>A web server on loopback that stands for a cluster's API, a vault or an attestation provider; 404 where it has no answer.</summary>
internal sealed class StandInServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly WebApplication _app;

    private StandInServer(WebApplication app) => _app = app;

    /// <summary>What was asked for, with the token that was sent.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="certificate">Its certificate; null for plain HTTP.</param>
    public static async Task<StandInServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var server = new StandInServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Answers a path, with its query.</summary>
    public StandInServer Answers(string path, string body, int status = 200, string? challenge = null)
    {
        _answers[path] = context =>
        {
            context.Response.StatusCode = status;
            if (challenge is not null)
            {
                context.Response.Headers.WWWAuthenticate = challenge;
            }

            return context.Response.WriteAsync(body);
        };
        return this;
    }

    /// <summary>Never answers a path.</summary>
    public StandInServer IsSilentAt(string path)
    {
        _answers[path] = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        return this;
    }

    /// <summary>A kubeconfig for it.</summary>
    public string KubeConfig => $$"""
        apiVersion: v1
        kind: Config
        current-context: stand-in
        clusters:
        - name: stand-in
          cluster: { server: "{{Address}}" }
        contexts:
        - name: stand-in
          context: { cluster: stand-in, user: me }
        users:
        - name: me
          user: { token: a-token }
        """;

    /// <summary>A certificate that nobody but the test trusts.</summary>
    public static X509Certificate2 CreateCertificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = $"{context.Request.Path}{context.Request.QueryString}";
        _requests.Enqueue($"{context.Request.Method} {path} {context.Request.Headers.Authorization}");

        if (_answers.TryGetValue(path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
