using System.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.BrowserAccess.Tests;

public sealed class TokenAttemptsTests
{
    private const string Token = "right-token-0123456789";
    private const string WrongToken = "wrong-token-0123456789";

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Who_guesses_shuts_out_only_its_own_network(string guesser, string other, bool isShutOut)
    {
        using var attempts = NewAttempts();
        for (var i = 0; i < TokenAttempts.WrongOnesInWindow; i++)
        {
            Assert.Equal(TokenVerdict.Wrong, attempts.Judge(WrongToken, IPAddress.Parse(guesser)));
        }

        Assert.Equal(isShutOut ? TokenVerdict.TooMany : TokenVerdict.Right, attempts.Judge(Token, IPAddress.Parse(other)));
        Assert.Equal(isShutOut ? TokenVerdict.TooMany : TokenVerdict.Wrong, attempts.Judge(WrongToken, IPAddress.Parse(other)));
    }

    [Theory]
    [InlineData("right-token-012345678")]
    [InlineData("right-token-01234567890")]
    [InlineData("Right-token-0123456789")]
    [InlineData(" right-token-0123456789")]
    [InlineData("")]
    public void Only_the_very_token_is_right(string candidate)
    {
        using var attempts = NewAttempts();
        Assert.Equal(TokenVerdict.Wrong, attempts.Judge(candidate, remote: null));
        Assert.Equal(TokenVerdict.Right, attempts.Judge(Token, remote: null));
    }

    private static TokenAttempts NewAttempts() => new(BrowserToken.Parse(Token, "The token"), NullLogger<TokenAttempts>.Instance);
}
