using System.Security.Claims;
using System.Text.Encodings.Web;
using CcDemo.ServicePages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcDemo.BrowserAccess;

/// <summary>Knows callers by the token that programs send with every request (<see cref="TokenHeader"/>), else by the cookie of a login.</summary>
internal sealed class BrowserTokenHandler(
    TokenAttempts attempts, LoginCookie cookie, BrowserAccessSettings settings,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "BrowserToken";

    private TokenVerdict? _verdict;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        if (_verdict is { } verdict)
        {
            await AccessRefusal.Of(verdict, settings).ExecuteAsync(Context);
        }
        else if (!HttpMethods.IsGet(Request.Method) || !Request.Accepts("text/html"))
        {
            await AccessRefusal.NoToken(settings).ExecuteAsync(Context);
        }
        else
        {
            Response.Protect();
            Response.Redirect(LoginEndpoints.PathBefore(Request.Path.ToUriComponent() + Request.QueryString.ToUriComponent()));
        }
    }

    private AuthenticateResult Authenticate()
    {
        if (TokenHeader.Of(Request, settings.Header) is { } candidate)
        {
            _verdict = attempts.Judge(candidate, Context.Connection.RemoteIpAddress);
            return _verdict == TokenVerdict.Right ? Success(expires: null) : AuthenticateResult.Fail(AccessRefusal.SentenceOf(_verdict.Value, settings));
        }

        return cookie.ExpiryOf(Request) is { } expires ? Success(expires) : AuthenticateResult.NoResult();
    }

    /// <summary>There is one token for all, so nobody is told apart.</summary>
    private static AuthenticateResult Success(DateTimeOffset? expires) => AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "reader")], SchemeName)), new AuthenticationProperties { ExpiresUtc = expires }, SchemeName));
}
