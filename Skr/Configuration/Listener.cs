using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CcDemo.Skr.Configuration;

/// <summary>A port of 127.0.0.1 that is listened on, and what is spoken there.</summary>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="Protocols">HTTP/1.1 for the HTTP routes, HTTP/2 without TLS for gRPC.</param>
internal sealed record Listener(int Port, HttpProtocols Protocols)
{
    private const int DefaultHttpPort = 8080;
    private const int DefaultGrpcPort = 50000;

    /// <summary>What the settings ask for: <c>ServerType</c> (both, http or grpc), <c>Port</c> and <c>KeyProviderSock</c>.</summary>
    /// <exception cref="FormatException">A setting is of another form, or names an address beyond this machine.</exception>
    public static IReadOnlyList<Listener> Read(IConfiguration configuration)
        => configuration["ServerType"] switch
        {
            null or "" or "both" => [new(HttpPort(configuration), HttpProtocols.Http1), new(GrpcPort(configuration), HttpProtocols.Http2)],
            "http" => [new(HttpPort(configuration), HttpProtocols.Http1)],
            "grpc" => [new(HttpPort(configuration), HttpProtocols.Http2)],
            var other => throw new FormatException($"ServerType is '{other}'; use http or grpc for one of them, or leave it out for both."),
        };

    private static int HttpPort(IConfiguration configuration)
    {
        if (configuration["Port"] is { Length: > 0 } text)
        {
            return Number(text) ?? throw new FormatException($"Port is '{text}'; give a TCP port, or leave it out for {DefaultHttpPort}.");
        }

        // Addresses that were set give the port and nothing else.
        var url = configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return url is null ? DefaultHttpPort : BindingAddress.Parse(url).Port;
    }

    private static int GrpcPort(IConfiguration configuration)
    {
        if (configuration["KeyProviderSock"] is not { Length: > 0 } text)
        {
            return DefaultGrpcPort;
        }

        var colon = text.LastIndexOf(':');
        return text[..(colon + 1)] is "" or "127.0.0.1:" or "localhost:" && Number(text[(colon + 1)..]) is { } port
            ? port
            : throw new FormatException($"KeyProviderSock is '{text}'; give 127.0.0.1:PORT, or leave it out for 127.0.0.1:{DefaultGrpcPort}. Whoever reaches this sidecar gets keys, so it listens nowhere else.");
    }

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port : null;
}
