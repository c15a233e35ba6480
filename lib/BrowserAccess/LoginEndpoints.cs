using CcDemo.ServicePages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CcDemo.BrowserAccess;

/// <summary><c>/login</c>: by a link with the token, as the Aspire dashboard has it, or by a form that needs no script.</summary>
public static class LoginEndpoints
{
    /// <summary>Where the login is.</summary>
    public const string Path = "/login";

    /// <summary>The query parameter that carries the token, as in the links of the Aspire dashboard.</summary>
    public const string TokenParameter = "t";

    /// <summary>The parameter with the local address to go to after the login.</summary>
    public const string ReturnParameter = "returnUrl";

    private const int LargestForm = 16 * 1024;

    /// <summary>The login that leads back to a local address.</summary>
    internal static string PathBefore(string wanted) => $"{Path}?{ReturnParameter}={Uri.EscapeDataString(wanted)}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        var login = app.MapGroup(Path).AllowAnonymous();
        login.MapGet("", ShowAsync);
        // There is nothing to gain from logging somebody else in: whoever has the token sees the same.
        login.MapPost("", EnterAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).DisableAntiforgery();
    }

    private static Task<IResult> ShowAsync(
        HttpContext http, ILoginPage page, TokenAttempts attempts, LoginCookie cookie, BrowserAccessSettings settings,
        [FromQuery(Name = TokenParameter)] string? token, [FromQuery(Name = ReturnParameter)] string? returnUrl)
    {
        if (token is not null)
        {
            return TryAsync(http, page, attempts, cookie, settings, token, returnUrl);
        }

        return cookie.ExpiryOf(http.Request) is not null
            ? Task.FromResult(Results.LocalRedirect(LocalPath.OrHome(returnUrl)))
            : page.ShowAsync(http, LocalPath.OrHome(returnUrl), problem: null);
    }

    private static Task<IResult> EnterAsync(
        HttpContext http, ILoginPage page, TokenAttempts attempts, LoginCookie cookie, BrowserAccessSettings settings,
        [FromForm(Name = "token")] string? token, [FromForm(Name = ReturnParameter)] string? returnUrl)
        => TryAsync(http, page, attempts, cookie, settings, (token ?? "").Trim(), returnUrl);

    private static Task<IResult> TryAsync(
        HttpContext http, ILoginPage page, TokenAttempts attempts, LoginCookie cookie, BrowserAccessSettings settings, string token, string? returnUrl)
    {
        var verdict = attempts.Judge(token, http.Connection.RemoteIpAddress);
        if (verdict == TokenVerdict.Right)
        {
            cookie.Give(http);
            http.Response.Protect();
            return Task.FromResult(Results.LocalRedirect(LocalPath.OrHome(returnUrl)));
        }

        if (!http.Request.Accepts("text/html"))
        {
            return Task.FromResult<IResult>(AccessRefusal.Of(verdict, settings));
        }

        AccessRefusal.SetStatus(http.Response, AccessRefusal.StatusOf(verdict));
        return page.ShowAsync(http, LocalPath.OrHome(returnUrl), AccessRefusal.SentenceOf(verdict, settings));
    }
}
