using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.BrowserAccess.Tests;

public sealed class LoginCookieTests
{
    private const string Token = "right-token-0123456789";
    private const string Name = "login";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void A_replica_with_the_same_token_takes_the_login_of_another()
        => Assert.Equal(_time.GetUtcNow() + Lifetime, Expiry(New(), Give(New())));

    [Fact]
    public void A_cookie_by_another_token_is_refused() => Assert.Null(Expiry(New(), Give(New(token: "other-token-0123456789"))));

    [Fact]
    public void A_cookie_of_another_service_with_the_same_token_is_refused() => Assert.Null(Expiry(New(), Give(New(name: "another"))));

    [Fact]
    public void A_login_ends_with_its_time()
    {
        var value = Give(New());
        _time.Advance(Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(Expiry(New(), value));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Expiry(New(), value));
    }

    [Fact]
    public void A_login_that_lasts_longer_than_logins_do_now_is_refused()
        => Assert.Null(Expiry(New(), Give(New(lifetime: TimeSpan.FromDays(1)))));

    [Fact]
    public void A_changed_cookie_is_refused_whatever_was_changed()
    {
        var cookie = New();
        var value = Give(cookie);
        Assert.NotNull(Expiry(cookie, value));
        for (var at = 0; at < value.Length; at++)
        {
            Assert.Null(Expiry(cookie, $"{value[..at]}{(value[at] == '1' ? '2' : '1')}{value[(at + 1)..]}"));
            Assert.Null(Expiry(cookie, value[..at]));
        }

        var (end, code) = (value.Split('.')[0], value.Split('.')[1]);
        var later = (long.Parse(end, CultureInfo.InvariantCulture) + 60).ToString(CultureInfo.InvariantCulture);
        foreach (var other in new[] { "", ".", code, $".{code}", $"0{value}", $" {value}", $"+{value}", $"{value}.", $"{value}=", $"{later}.{code}", $"-1.{code}", $"{new string('9', 30)}.{code}", $"{value},{value}" })
        {
            Assert.Null(Expiry(cookie, other));
        }
    }

    [Fact]
    public void Who_brings_no_cookie_is_not_logged_in() => Assert.Null(New().ExpiryOf(new DefaultHttpContext().Request));

    [Fact]
    public void The_cookie_tells_nothing_of_the_token()
    {
        var value = Give(New());
        Assert.DoesNotContain(Token, value, StringComparison.Ordinal);
        Assert.Matches("^[0-9]{10}\\.[-_A-Za-z0-9]{43}$", value);
    }

    private LoginCookie New(string token = Token, string name = Name, TimeSpan? lifetime = null)
        => new(BrowserToken.Parse(token, "The token"), new BrowserAccessSettings("service", name, lifetime ?? Lifetime, "X-Token"), _time);

    private static string Give(LoginCookie cookie)
    {
        var http = new DefaultHttpContext();
        cookie.Give(http);
        return http.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2)[1];
    }

    private static DateTimeOffset? Expiry(LoginCookie cookie, string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{Name}={value}";
        return cookie.ExpiryOf(http.Request);
    }
}
