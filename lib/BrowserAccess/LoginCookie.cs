using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CcDemo.BrowserAccess;

/// <summary>
/// The cookie that a login leaves: when it ends, and a code over that (HMAC-SHA-256) under a key that comes from the token. So
/// it holds at every replica that has the same token, also after a restart, and ends with the token. Out of reach of scripts.
/// </summary>
/// <param name="token">The token.</param>
/// <param name="settings">The cookie's name, and how long it holds.</param>
/// <param name="time">The clock.</param>
public sealed class LoginCookie(BrowserToken token, BrowserAccessSettings settings, TimeProvider time)
{
    /// <summary>How far the clock of another replica may be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // The name is part of it: what one service gives does not open another that has the same token.
    private readonly Lazy<byte[]> _key = new(() => token.DeriveKey($"login cookie {settings.CookieName}"));

    /// <summary>Logs in whoever gets this answer; the browser keeps the cookie until it expires.</summary>
    public void Give(HttpContext http)
    {
        var expires = time.GetUtcNow() + settings.LoginLifetime;
        http.Response.Cookies.Append(settings.CookieName, Write(expires.ToUnixTimeSeconds()), new CookieOptions
        {
            HttpOnly = true,
            // Strict would be lost on the way from a link in another site's log viewer to the page.
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Expires = expires,
            IsEssential = true,
        });
    }

    /// <summary>When the caller's login ends; null when there is none, or none that holds.</summary>
    public DateTimeOffset? ExpiryOf(HttpRequest request)
    {
        if (request.Cookies[settings.CookieName] is not { } value
            || !long.TryParse(value.AsSpan(0, Math.Max(0, value.IndexOf('.', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(Write(seconds))))
        {
            return null;
        }

        // The code is right, so the number is one that was written here.
        var (now, expires) = (time.GetUtcNow(), DateTimeOffset.FromUnixTimeSeconds(seconds));
        return now < expires && expires <= now + settings.LoginLifetime + ClockSkew ? expires : null;
    }

    private string Write(long seconds)
    {
        var end = seconds.ToString(CultureInfo.InvariantCulture);
        return $"{end}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key.Value, Encoding.ASCII.GetBytes(end)))}";
    }
}
