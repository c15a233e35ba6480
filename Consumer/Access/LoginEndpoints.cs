using CcDemo.Consumer.Pages;
using CcDemo.ServicePages;
using Microsoft.AspNetCore.Mvc;

namespace CcDemo.Consumer.Access;

/// <summary><c>/login</c>: by a link with the token, or by a form that needs no script.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    /// <summary>The query parameter that carries the token, as in the links of the Aspire dashboard.</summary>
    public const string TokenParameter = "t";

    public const string ReturnParameter = "returnUrl";

    private const int LargestForm = 16 * 1024;

    public static void MapLogin(this WebApplication app)
    {
        var login = app.MapGroup(Path).AllowAnonymous();
        login.MapGet("", ShowAsync);
        // There is nothing to gain from logging somebody else in: whoever has the token sees the same.
        login.MapPost("", EnterAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).DisableAntiforgery();
    }

    private static Task<IResult> ShowAsync(
        HttpContext http, PageRenderer pages, TokenAttempts attempts,
        [FromQuery(Name = TokenParameter)] string? token, [FromQuery(Name = ReturnParameter)] string? returnUrl)
    {
        if (token is not null)
        {
            return TryAsync(http, pages, attempts, token, returnUrl);
        }

        return http.User.Identity?.IsAuthenticated is true
            ? Task.FromResult(Results.LocalRedirect(LocalPath.OrHome(returnUrl)))
            : FormAsync(http, pages, returnUrl, error: null);
    }

    private static Task<IResult> EnterAsync(
        HttpContext http, PageRenderer pages, TokenAttempts attempts,
        [FromForm(Name = "token")] string? token, [FromForm(Name = ReturnParameter)] string? returnUrl)
        => TryAsync(http, pages, attempts, (token ?? "").Trim(), returnUrl);

    private static async Task<IResult> TryAsync(
        HttpContext http, PageRenderer pages, TokenAttempts attempts, string token, string? returnUrl)
    {
        var verdict = attempts.Judge(token, http.Connection.RemoteIpAddress);
        if (verdict == TokenVerdict.Right)
        {
            await AccessCookie.LogInAsync(http);
            http.Response.Protect();
            return Results.LocalRedirect(LocalPath.OrHome(returnUrl));
        }

        if (!http.Request.Accepts("text/html"))
        {
            return AccessRefusal.Of(verdict);
        }

        AccessRefusal.SetStatus(http.Response, AccessRefusal.StatusOf(verdict));
        return await FormAsync(http, pages, returnUrl, AccessRefusal.SentenceOf(verdict));
    }

    private static Task<IResult> FormAsync(HttpContext http, PageRenderer pages, string? returnUrl, string? error)
    {
        http.Response.Protect(formAction: "'self'");
        return pages.RenderAsync<LoginPage>(new() { [nameof(LoginPage.ReturnUrl)] = LocalPath.OrHome(returnUrl), [nameof(LoginPage.Error)] = error });
    }
}
