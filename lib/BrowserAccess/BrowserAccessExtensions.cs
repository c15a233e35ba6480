using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.BrowserAccess;

/// <summary>The door of this library: who has the browser token may enter, by a login or with each request.</summary>
public static class BrowserAccessExtensions
{
    /// <summary>Adds the authentication by browser token as the scheme by which callers are known; what it opens is the service's to say.</summary>
    /// <param name="services">The services.</param>
    /// <param name="token">Gives the token.</param>
    /// <param name="settings">Gives the settings.</param>
    /// <typeparam name="TLoginPage">The page with the form.</typeparam>
    public static void AddBrowserAccess<TLoginPage>(
        this IServiceCollection services, Func<IServiceProvider, BrowserToken> token, Func<IServiceProvider, BrowserAccessSettings> settings)
        where TLoginPage : class, ILoginPage
    {
        services.KeepQueriesOutOfLogs();
        services.AddSingleton(token);
        services.AddSingleton(settings);
        services.AddSingleton<TokenAttempts>();
        services.AddSingleton<LoginCookie>();
        services.AddSingleton<ILoginPage, TLoginPage>();
        // Not AddAuthentication: that brings data protection, which writes keys into the user's profile, and nothing here is for it.
        services.AddWebEncoders();
        services.AddTransient<BrowserTokenHandler>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = BrowserTokenHandler.SchemeName;
            authentication.AddScheme<BrowserTokenHandler>(BrowserTokenHandler.SchemeName, displayName: null);
        });
    }

    /// <summary>Maps <see cref="LoginEndpoints.Path"/>.</summary>
    public static void MapLogin(this WebApplication app) => LoginEndpoints.Map(app);

    /// <summary>When the caller's login ends; null when it does not.</summary>
    public static DateTimeOffset? LoginEnds(this HttpContext http)
        => http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
}
