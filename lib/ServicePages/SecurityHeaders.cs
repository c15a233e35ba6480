using Microsoft.AspNetCore.Http;

namespace CcDemo.ServicePages;

/// <summary>What every answer tells the browser that shows what not everybody may read, or asks for a token.</summary>
public static class SecurityHeaders
{
    /// <summary>Nothing runs but the service's own files, no site frames the page or learns its address, and nobody stores it.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="formAction">Where its forms may go, in the words of Content-Security-Policy.</param>
    public static void Protect(this HttpResponse response, string formAction = "'none'")
    {
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action {formAction}; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }
}
