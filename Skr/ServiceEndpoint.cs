using CcDemo.Skr.Errors;

namespace CcDemo.Skr;

/// <summary>The address of an attestation provider or vault as callers give it: <c>HOST[:PORT]</c>, always reached by HTTPS.</summary>
/// <param name="Authority">Host and port, lower case.</param>
/// <param name="Url"><c>https://HOST[:PORT]</c> without a trailing slash.</param>
internal sealed record ServiceEndpoint(string Authority, Uri Url)
{
    private const string Scheme = "https://";

    /// <summary>The host without the port.</summary>
    public string Host => Url.IdnHost;

    /// <summary>Whether the service is on this machine.</summary>
    public bool IsLoopback => Url.IsLoopback;

    /// <summary>The issuer that the address stands for.</summary>
    public string Issuer => Scheme + Authority;

    /// <summary>An address below the service's.</summary>
    public Uri At(string pathAndQuery) => new(Url, pathAndQuery);

    /// <exception cref="RefusalException">The text is no host, or has a path, a user or another scheme.</exception>
    public static ServiceEndpoint Parse(string text, string what)
    {
        var bare = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : text;
        return Uri.TryCreate(Scheme + bare.TrimEnd('/'), UriKind.Absolute, out var url)
            && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && !bare.Contains("://", StringComparison.Ordinal)
                ? new ServiceEndpoint(url.Authority.ToLowerInvariant(), url)
                : throw new RefusalException($"The {what} endpoint '{Upstream.Flat(text)}' is not of the form HOST[:PORT].");
    }
}
