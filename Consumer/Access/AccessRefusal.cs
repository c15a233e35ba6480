using System.Globalization;
using CcDemo.Consumer.Pages;
using Microsoft.Net.Http.Headers;

namespace CcDemo.Consumer.Access;

/// <summary>A refusal in one sentence, as text or, for who asks for it, as <c>{"error":"sentence"}</c>.</summary>
internal sealed class AccessRefusal(int status, string sentence) : IResult
{
    private const string HowToComeIn =
        $"Open {LoginEndpoints.Path} in a browser, or send the browser token in the header {TokenHeader.Name} or as 'Authorization: Bearer'.";

    /// <summary>For a caller that gave no token at all.</summary>
    public static AccessRefusal NoToken { get; } = new(StatusCodes.Status401Unauthorized, $"This consumer asks its readers to log in. {HowToComeIn}");

    public static AccessRefusal Of(TokenVerdict verdict) => new(StatusOf(verdict), SentenceOf(verdict));

    public static int StatusOf(TokenVerdict verdict)
        => verdict == TokenVerdict.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;

    public static string SentenceOf(TokenVerdict verdict) => verdict == TokenVerdict.TooMany
        ? "Too many wrong tokens came from your address: wait a minute."
        : "That is not the browser token of this consumer.";

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
