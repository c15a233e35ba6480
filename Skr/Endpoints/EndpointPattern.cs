using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Endpoints;

/// <summary>Which services may be talked to: one host, or every host below a domain.</summary>
/// <param name="Host">The host or the domain, lower case.</param>
/// <param name="IsSuffix">Whether it is every host below the domain; the domain itself is not.</param>
/// <param name="Port">The port.</param>
internal sealed record EndpointPattern(string Host, bool IsSuffix, int Port)
{
    /// <summary>Whether the pattern names this machine.</summary>
    public bool IsLoopback => ServiceEndpoint.IsLocal(Host);

    /// <summary>Reads <c>HOST</c>, <c>HOST:PORT</c>, <c>.SUFFIX</c> or <c>*.SUFFIX</c>; the port is 443 unless it is named.</summary>
    /// <exception cref="FormatException">The text is of another form.</exception>
    public static EndpointPattern Parse(string text)
    {
        var bare = text.StartsWith("*.", StringComparison.Ordinal) ? text[1..] : text;
        var isSuffix = bare.StartsWith('.');
        return ServiceEndpoint.TryParse(isSuffix ? bare[1..] : bare) is { } endpoint
            ? new EndpointPattern(endpoint.Host, isSuffix, endpoint.Url.Port)
            : throw new FormatException($"holds '{Upstream.Flat(text)}', which is not of the form HOST, HOST:PORT or .SUFFIX.");
    }

    public bool Matches(ServiceEndpoint endpoint) => endpoint.Url.Port == Port
        && (IsSuffix
            ? endpoint.Host.EndsWith($".{Host}", StringComparison.Ordinal)
            : endpoint.Host == Host);

    public override string ToString() => $"{(IsSuffix ? "." : string.Empty)}{Host}:{Port}";
}
