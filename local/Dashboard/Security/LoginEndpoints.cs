using System.Text;
using CcDemo.ServicePages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CcDemo.Dashboard.Security;

/// <summary><c>/login</c>: by a link with the token, as the Aspire dashboard has it, or by a form that needs no script.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    /// <summary>The query parameter with the token.</summary>
    public const string TokenParameter = "t";

    /// <summary>The parameter with the address to go to after the login.</summary>
    public const string ReturnParameter = "returnUrl";

    private const int LargestForm = 16 * 1024;

    public static void MapLogin(this WebApplication app)
    {
        app.MapGet(Path, ShowAsync);
        // There is nothing to gain from logging somebody else in: whoever has the token sees the same.
        app.MapPost(Path, EnterAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, TokenAttempts attempts,
        [FromQuery(Name = TokenParameter)] string? token, [FromQuery(Name = ReturnParameter)] string? returnUrl)
    {
        if (token is not null)
        {
            return await TryAsync(context, attempts, token, returnUrl);
        }

        var login = await context.AuthenticateAsync(BrowserAccess.Scheme);
        return login.Succeeded ? TypedResults.LocalRedirect(LocalPath.OrHome(returnUrl)) : Form(StatusCodes.Status200OK, returnUrl, error: null);
    }

    private static Task<IResult> EnterAsync(
        HttpContext context, TokenAttempts attempts, [FromForm(Name = "token")] string? token, [FromForm(Name = ReturnParameter)] string? returnUrl)
        => TryAsync(context, attempts, (token ?? "").Trim(), returnUrl);

    private static async Task<IResult> TryAsync(HttpContext context, TokenAttempts attempts, string token, string? returnUrl)
    {
        var verdict = attempts.Judge(token);
        if (verdict == TokenVerdict.Right)
        {
            await BrowserAccess.LogInAsync(context);
            return TypedResults.LocalRedirect(LocalPath.OrHome(returnUrl));
        }

        return Form(
            verdict == TokenVerdict.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized,
            returnUrl,
            BrowserTokenCheck.SentenceOf(verdict));
    }

    private static ContentHttpResult Form(int status, string? returnUrl, string? error)
        => TypedResults.Text(LoginForm.Html(LocalPath.OrHome(returnUrl), error), "text/html", Encoding.UTF8, status);
}
