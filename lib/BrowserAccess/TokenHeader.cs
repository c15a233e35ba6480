using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace CcDemo.BrowserAccess;

/// <summary>The token as programs send it: in the service's own header, or as <c>Authorization: Bearer TOKEN</c> (RFC 6750, section 2.1).</summary>
internal static class TokenHeader
{
    /// <summary>The token that a request carries; null when it carries none.</summary>
    public static string? Of(HttpRequest request, string ownHeader)
    {
        if (request.Headers.TryGetValue(ownHeader, out var own))
        {
            return own.ToString();
        }

        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter ?? ""
            : null;
    }
}
