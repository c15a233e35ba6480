using System.Net;

namespace CcDemo.Skr.Configuration;

/// <summary>Listens on 127.0.0.1 whatever the settings say: whoever reaches this sidecar gets keys.</summary>
internal static class LoopbackKestrel
{
    private const int DefaultPort = 8080;
    private const long MaxBody = 1024 * 1024;

    public static void ListenOnLoopback(this WebApplicationBuilder builder)
    {
        var port = Port(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // An empty section in place of "Kestrel", which could name further addresses.
            kestrel.Configure();
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Configuration.AddInMemoryCollection(
        [
            // Addresses that were set give the port and nothing else.
            new(WebHostDefaults.ServerUrlsKey, $"http://{IPAddress.Loopback}:{port}"),
            // A web page that has its own name resolve to 127.0.0.1 must not get through.
            new("AllowedHosts", "localhost;127.0.0.1;[::1]"),
        ]);
    }

    private static int Port(ConfigurationManager configuration)
    {
        if (configuration["Port"] is { Length: > 0 } text)
        {
            return int.TryParse(text, out var port) && port is >= 0 and <= IPEndPoint.MaxPort
                ? port
                : throw new FormatException($"Port is '{text}'; give a TCP port, or leave it out for {DefaultPort}.");
        }

        var url = configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return url is null ? DefaultPort : BindingAddress.Parse(url).Port;
    }
}
