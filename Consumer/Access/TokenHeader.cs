using System.Net.Http.Headers;

namespace CcDemo.Consumer.Access;

/// <summary>The token as programs send it: <c>X-CcDemo-Token: TOKEN</c> or <c>Authorization: Bearer TOKEN</c> (RFC 6750, section 2.1).</summary>
internal static class TokenHeader
{
    /// <summary>For callers behind something that keeps <c>Authorization</c> to itself, such as the proxy of the Kubernetes API; it goes first.</summary>
    public const string Name = "X-CcDemo-Token";

    /// <summary>The token that a request carries; null when it carries none.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Name, out var own))
        {
            return own.ToString();
        }

        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter ?? ""
            : null;
    }
}
