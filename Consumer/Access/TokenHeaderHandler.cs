using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Access;

/// <summary>Lets programs in that send the token with every request (<see cref="TokenHeader"/>).</summary>
internal sealed class TokenHeaderHandler(
    TokenAttempts attempts, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private TokenVerdict _verdict = TokenVerdict.Wrong;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenHeader.Of(Request) is not { } candidate)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        _verdict = attempts.Judge(candidate, Context.Connection.RemoteIpAddress);
        return Task.FromResult(_verdict == TokenVerdict.Right
            ? AuthenticateResult.Success(new AuthenticationTicket(Reader.Principal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail(AccessRefusal.SentenceOf(_verdict)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        await AccessRefusal.Of(_verdict).ExecuteAsync(Context);
    }
}
