using System.Net;

namespace CcDemo.Skr.Configuration;

/// <summary>Listens on 127.0.0.1 whatever the settings say: whoever reaches this sidecar gets keys.</summary>
internal static class LoopbackKestrel
{
    public static void ListenOnLoopback(this WebApplicationBuilder builder)
    {
        var listeners = Listener.Read(builder.Configuration);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var listener in listeners)
            {
                kestrel.Listen(IPAddress.Loopback, listener.Port, options => options.Protocols = listener.Protocols);
            }
        });
        builder.Configuration.AddInMemoryCollection(
        [
            // Addresses that were set must not step in for these.
            new(WebHostDefaults.PreferHostingUrlsKey, "false"),
            new(WebHostDefaults.ServerUrlsKey, string.Empty),
            new(WebHostDefaults.HttpPortsKey, string.Empty),
            new(WebHostDefaults.HttpsPortsKey, string.Empty),
        ]);
    }
}
