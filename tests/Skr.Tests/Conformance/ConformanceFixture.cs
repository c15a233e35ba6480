using System.Net;
using System.Net.Sockets;
using CcDemo.Skr.Attest;
using CcDemo.Skr.Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Skr.Tests.Conformance;

/// <summary>
/// The surroundings in which the Go sidecar was observed: a provider and a vault that answer (the emulator's), providers
/// <c>*.maa.test</c> that answer something else, and a name that the certificate does not hold.
/// </summary>
public sealed class ConformanceFixture(CloudFixture cloud) : IAsyncLifetime
{
    private static readonly string[] _strangers = ["err400.maa.test", "empty.maa.test", "notjson.maa.test", "code201.maa.test", "vm"];
    private HttpsServer _server = null!;

    internal SkrHost Skr { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await HttpsServer.StartAsync(AnswerAsync, "*.maa.test");
        var settings = cloud.Cloud.SettingsOf(cloud.Guest);
        settings["Trust:CaFile"] = await _server.WriteRootsAsync(cloud.Cloud.CaFile);
        settings["Skr:AllowedEndpoints"] = string.Join(',', [cloud.Cloud.Maa, cloud.Cloud.Vault, cloud.Cloud.Metadata.Authority, "127.0.0.1:1", "nosuch.invalid", .. _strangers]);
        Skr = await SkrHost.StartAsync(settings, services => services.AddHttpClient(MaaClient.Client).ConfigurePrimaryHttpMessageHandler(provider =>
        {
            var handler = provider.GetRequiredService<TrustedRoots>().CreateHandler();
            handler.ConnectCallback = ConnectAsync;
            return handler;
        }));
    }

    public async Task DisposeAsync()
    {
        await Skr.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A text of the observations with this run's addresses.</summary>
    internal string Localize(string text) => text
        .Replace("\"maa.test", $"\"{cloud.Cloud.Maa}", StringComparison.Ordinal)
        .Replace("/maa.test", $"/{cloud.Cloud.Maa}", StringComparison.Ordinal)
        .Replace("\"akv.test", $"\"{cloud.Cloud.Vault}", StringComparison.Ordinal)
        .Replace("localhost:8443", cloud.Cloud.Maa, StringComparison.Ordinal)
        .Replace("localhost:8090", cloud.Cloud.Metadata.Authority, StringComparison.Ordinal);

    private static Task AnswerAsync(HttpContext context)
    {
        (context.Response.StatusCode, var body) = context.Request.Host.Host switch
        {
            "err400.maa.test" => (400, """{"error":{"code":"InvalidParameter","message":"no good report"}}"""),
            "empty.maa.test" => (200, "{}"),
            "notjson.maa.test" => (200, "<html>"),
            "code201.maa.test" => (201, """{"token":"x"}"""),
            _ => (404, string.Empty),
        };
        return context.Response.WriteAsync(body);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(_strangers.Contains(context.DnsEndPoint.Host) ? new IPEndPoint(IPAddress.Loopback, _server.Address.Port) : context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
