using Microsoft.Net.Http.Headers;

namespace CcDemo.Dashboard.Security;

/// <summary>Tells the browser to run nothing but the dashboard's own files and to let no other site frame or read it.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // MudBlazor and Virtualize place things with style attributes; style elements and all foreign sheets stay forbidden.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // "no-referrer" would make browsers send "Origin: null" with forms, which OwnOriginOnly could not tell from a foreign page.
        headers["Referrer-Policy"] = "same-origin";
        headers[HeaderNames.CacheControl] = "no-store";
        return next(context);
    }
}
