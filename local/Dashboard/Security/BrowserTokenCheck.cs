using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace CcDemo.Dashboard.Security;

/// <summary>
/// Lets nobody to the pages, the API and the Blazor hub who has not given the browser token: by a login, or with each
/// request in the header <c>X-API-Key</c>. Only the login page and the files that belong to pages are for everybody.
/// </summary>
internal sealed class BrowserTokenCheck(RequestDelegate next, TokenAttempts attempts)
{
    private const string Header = "X-API-Key";

    private static readonly string[] _forEverybody = [LoginEndpoints.Path, "/assets", "/_framework", "/alive"];

    /// <summary>A refusal in one sentence.</summary>
    public static PlainRefusal Refuse(HttpResponse response, TokenVerdict verdict)
    {
        if (verdict != TokenVerdict.TooMany)
        {
            return new PlainRefusal(StatusCodes.Status401Unauthorized, SentenceOf(verdict));
        }

        response.Headers.RetryAfter = TokenAttempts.Window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return new PlainRefusal(StatusCodes.Status429TooManyRequests, SentenceOf(verdict));
    }

    /// <summary>Why a token is refused.</summary>
    public static string SentenceOf(TokenVerdict verdict) => verdict == TokenVerdict.TooMany
        ? "There were too many wrong tokens: wait a minute."
        : "That is not the browser token of this dashboard.";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (Listener.Of(context) != Listener.Pages || Array.Exists(_forEverybody, path => request.Path.StartsWithSegments(path)))
        {
            await next(context);
            return;
        }

        if (request.Headers.TryGetValue(Header, out var key))
        {
            var verdict = attempts.Judge(key.ToString());
            await (verdict == TokenVerdict.Right ? next(context) : Refuse(context.Response, verdict).ExecuteAsync(context));
            return;
        }

        var login = await context.AuthenticateAsync(BrowserAccess.Scheme);
        if (login.Succeeded)
        {
            context.User = login.Principal;
            await next(context);
        }
        else if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            var wanted = request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
            context.Response.Redirect($"{LoginEndpoints.Path}?{LoginEndpoints.ReturnParameter}={Uri.EscapeDataString(wanted)}");
        }
        else
        {
            await new PlainRefusal(
                StatusCodes.Status401Unauthorized,
                $"The dashboard asks for its browser token: open {LoginEndpoints.Path} in a browser, or send the token in the header {Header}.").ExecuteAsync(context);
        }
    }
}
