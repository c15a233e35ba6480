using CcDemo.BrowserAccess;
using Microsoft.AspNetCore.DataProtection;

namespace CcDemo.Dashboard.Security;

/// <summary>The door of the pages: who has the browser token may enter; without such a token in the settings, everybody may.</summary>
internal static class PageAccess
{
    /// <summary>The header with the token, for programs.</summary>
    private const string Header = "X-API-Key";

    private static readonly TimeSpan _loginLifetime = TimeSpan.FromDays(3);

    public static void AddPageAccess(this IServiceCollection services, DashboardOptions options)
    {
        // Blazor protects the state of its pages, with keys that live as long as the process.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.KeepQueriesOutOfLogs();
        if (options.BrowserToken is { } token)
        {
            var settings = new BrowserAccessSettings("dashboard", $"ccdemo-dashboard-{options.PagesUrls[0].Port}", _loginLifetime, Header);
            services.AddBrowserAccess<LoginForm>(_ => BrowserToken.Parse(token, SettingNames.BrowserToken), _ => settings);
        }
    }

    /// <summary>Asks for the token from here on, and maps the page to give it.</summary>
    public static void UsePageAccess(this WebApplication app, DashboardOptions options)
    {
        app.UseMiddleware<OwnOriginOnly>();
        if (options.BrowserToken is not null)
        {
            app.UseMiddleware<BrowserTokenCheck>();
            app.MapLogin();
        }

        app.Lifetime.ApplicationStarted.Register(() => ActivatorUtilities.CreateInstance<AccessNotice>(app.Services).Write(app.Urls.First()));
    }
}
