using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace CcDemo.Dashboard.Security;

/// <summary>The door of the pages: who has the browser token may enter; without such a token in the settings, everybody may.</summary>
internal static class BrowserAccess
{
    /// <summary>The name of the cookie's authentication scheme.</summary>
    public const string Scheme = "BrowserToken";

    private static readonly TimeSpan _loginLifetime = TimeSpan.FromDays(3);

    public static void AddBrowserAccess(this IServiceCollection services, DashboardOptions options)
    {
        // The keys that protect cookies live as long as the process: a restart ends every login.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        if (options.BrowserToken is null)
        {
            return;
        }

        services.AddSingleton<TokenAttempts>();
        services.AddAuthentication(Scheme).AddCookie(Scheme, login =>
        {
            // Browsers keep cookies by host, not by port: two dashboards on one machine differ in theirs.
            login.Cookie.Name = $"ccdemo-dashboard-{options.PagesUrls[0].Port}";
            login.Cookie.HttpOnly = true;
            // Strict would be lost on the way from a link on another page; OwnOriginOnly guards what changes something.
            login.Cookie.SameSite = SameSiteMode.Lax;
            login.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            login.ExpireTimeSpan = _loginLifetime;
            login.SlidingExpiration = false;
        });
    }

    /// <summary>Asks for the token from here on, and maps the page to give it.</summary>
    public static void UseBrowserAccess(this WebApplication app, DashboardOptions options)
    {
        app.UseMiddleware<OwnOriginOnly>();
        if (options.BrowserToken is not null)
        {
            app.UseMiddleware<BrowserTokenCheck>();
            app.MapLogin();
        }

        app.Lifetime.ApplicationStarted.Register(() => ActivatorUtilities.CreateInstance<AccessNotice>(app.Services).Write(app.Urls.First()));
    }

    /// <summary>Logs in whoever gets this answer; the browser keeps the cookie until it expires.</summary>
    public static Task LogInAsync(HttpContext context) => context.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "developer")], Scheme)),
        new AuthenticationProperties { IsPersistent = true });
}
