using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr;

/// <summary>The address of an attestation provider or vault as callers give it: <c>HOST[:PORT]</c>, always reached by HTTPS.</summary>
/// <param name="Authority">Host and port, lower case.</param>
/// <param name="Url"><c>https://HOST[:PORT]</c> without a trailing slash.</param>
internal sealed partial record ServiceEndpoint(string Authority, Uri Url)
{
    private const string Scheme = "https://";
    private const int MaxHost = 253;

    /// <summary>The host without the port.</summary>
    public string Host => Url.IdnHost;

    /// <summary>Whether the service is on this machine.</summary>
    public bool IsLoopback => IsLocal(Host);

    /// <summary>The issuer that the address stands for.</summary>
    public string Issuer => Scheme + Authority;

    /// <summary>An address below the service's.</summary>
    public Uri At(string pathAndQuery) => new(Url, pathAndQuery);

    /// <summary>Whether a host name or address stands for this machine.</summary>
    public static bool IsLocal(string host)
        => host is "localhost"
            || host.EndsWith(".localhost", StringComparison.Ordinal)
            || (IPAddress.TryParse(host, out var address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    /// <summary>Reads <c>HOST[:PORT]</c>; <c>https://</c> before it and one slash after it are forgiven.</summary>
    /// <exception cref="RefusalException">The text is no host, or has a path, a query, a user or another scheme.</exception>
    public static ServiceEndpoint Parse(string text, string what)
        => TryParse(text) ?? throw new RefusalException($"The {what} endpoint '{Upstream.Flat(text)}' is not of the form HOST[:PORT].");

    /// <summary>Likewise; null when the text is of another form.</summary>
    public static ServiceEndpoint? TryParse(string text)
    {
        var match = Form().Match(text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : text);
        if (!match.Success || match.Groups["host"].Length > MaxHost)
        {
            return null;
        }

        var host = match.Groups["host"].Value.ToLowerInvariant();
        var port = match.Groups["port"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : (int?)null;
        // A host that means another one than it spells, such as the number 2130706433 for 127.0.0.1, is no name.
        return port is null or (> 0 and <= IPEndPoint.MaxPort)
            && Uri.TryCreate(port is null ? Scheme + host : $"{Scheme}{host}:{port}", UriKind.Absolute, out var url)
            && url.Host == host
                ? new ServiceEndpoint(url.Authority, url)
                : null;
    }

    // Spelt out instead of ignoring case, which would let in letters that only look like these.
    [GeneratedRegex(@"\A(?<host>([0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?)(\.[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?)*|\[[0-9A-Fa-f:.]{2,45}\])\.?(:(?<port>[0-9]{1,5}))?/?\z")]
    private static partial Regex Form();
}
