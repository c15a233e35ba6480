using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Where the consumer's page is for people outside the cluster.</summary>
internal static class PageAddress
{
    /// <summary>The address that the load balancer gave the service; null when it gave none yet.</summary>
    public static Uri? Of(JsonNode? service)
    {
        var ingress = service.Items("status", "loadBalancer", "ingress").FirstOrDefault();
        return (ingress.Text("ip") ?? ingress.Text("hostname")) is { Length: > 0 } host
            ? new UriBuilder(Uri.UriSchemeHttp, host, (int)service.Items("spec", "ports").First().Number("port")).Uri
            : null;
    }

    /// <summary>The link that logs in.</summary>
    public static string LoginLink(Uri address, string token) => new Uri(address, $"/login?t={Uri.EscapeDataString(token)}").AbsoluteUri;
}
