using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CcDemo.Dashboard;

/// <summary>What counts as this machine's loopback interface, and listening on it.</summary>
internal static class Loopback
{
    /// <summary>Whether the address names the loopback interface.</summary>
    public static bool Contains(Uri url) => url.IsLoopback || url.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Listens at a loopback address; port 0 takes any free port of 127.0.0.1.</summary>
    public static void ListenOnLoopback(this KestrelServerOptions kestrel, Uri url, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(url.IdnHost, out var address))
        {
            kestrel.Listen(address, url.Port, configure);
        }
        else if (url.Port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0, configure);
        }
        else
        {
            kestrel.ListenLocalhost(url.Port, configure);
        }
    }
}
