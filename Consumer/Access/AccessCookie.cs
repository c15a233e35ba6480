using System.Security.Cryptography;
using System.Text;
using CcDemo.Consumer.Pages;
using CcDemo.Consumer.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CcDemo.Consumer.Access;

/// <summary>The cookie that a login leaves: protected by a key of this process, out of reach of scripts, valid for a fixed time.</summary>
internal static class AccessCookie
{
    public const string Scheme = "BrowserTokenCookie";

    /// <summary>Logs in whoever gets this answer; the browser keeps the cookie until it expires.</summary>
    public static Task LogInAsync(HttpContext http) => http.SignInAsync(Scheme, Reader.Principal(Scheme), new AuthenticationProperties { IsPersistent = true });

    public static void Configure(CookieAuthenticationOptions options, ConsumerOptions consumer)
    {
        options.Cookie.Name = NameFor(consumer);
        options.Cookie.HttpOnly = true;
        // Strict would be lost on the way from a link in another site's log viewer to the page. Nothing here is changed by a request.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = consumer.LoginLifetime;
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = context => AskToLogInAsync(context.HttpContext);
    }

    /// <summary>Browsers keep cookies by host, not by port: two consumers on one machine differ in their groups.</summary>
    private static string NameFor(ConsumerOptions consumer)
        => $"ccdemo-access-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(consumer.Group)))[..8]}";

    private static Task AskToLogInAsync(HttpContext http)
    {
        if (!http.Request.Accepts("text/html"))
        {
            return AccessRefusal.NoToken.ExecuteAsync(http);
        }

        var wanted = http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent();
        http.Response.Protect();
        http.Response.Redirect($"{LoginEndpoints.Path}?{LoginEndpoints.ReturnParameter}={Uri.EscapeDataString(wanted)}");
        return Task.CompletedTask;
    }
}
