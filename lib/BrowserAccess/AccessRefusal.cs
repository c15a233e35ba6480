using System.Globalization;
using CcDemo.ServicePages;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CcDemo.BrowserAccess;

/// <summary>A refusal in one sentence, as text or, for who asks for it, as <c>{"error":"sentence"}</c>.</summary>
internal sealed class AccessRefusal(int status, string sentence) : IResult
{
    /// <summary>For a caller that gave no token at all.</summary>
    public static AccessRefusal NoToken(BrowserAccessSettings settings) => new(
        StatusCodes.Status401Unauthorized,
        $"This {settings.Service} asks its readers to log in. Open {LoginEndpoints.Path} in a browser, or send the browser token in the header {settings.Header} or as 'Authorization: Bearer'.");

    public static AccessRefusal Of(TokenVerdict verdict, BrowserAccessSettings settings) => new(StatusOf(verdict), SentenceOf(verdict, settings));

    public static int StatusOf(TokenVerdict verdict)
        => verdict == TokenVerdict.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;

    public static string SentenceOf(TokenVerdict verdict, BrowserAccessSettings settings) => verdict == TokenVerdict.TooMany
        ? "Too many wrong tokens came from your address: wait a minute."
        : $"That is not the browser token of this {settings.Service}.";

    /// <summary>What belongs to a refusal in whatever form it is written (RFC 9110, sections 10.2.3 and 11.6.1).</summary>
    public static void SetStatus(HttpResponse response, int status)
    {
        response.StatusCode = status;
        if (status == StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = TokenAttempts.Window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }
        else
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        SetStatus(httpContext.Response, status);
        httpContext.Response.Protect();
        httpContext.Response.Headers.Vary = HeaderNames.Accept;
        return httpContext.Request.Accepts("application/json")
            ? httpContext.Response.WriteAsJsonAsync(new { error = sentence }, httpContext.RequestAborted)
            : Results.Text($"{sentence}\n", "text/plain; charset=utf-8", statusCode: status).ExecuteAsync(httpContext);
    }
}
