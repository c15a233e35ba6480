using CcDemo.Consumer.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Access;

/// <summary>The door of this folder: who has the browser token may read; without such a token in the settings, everybody may.</summary>
internal static class AccessExtensions
{
    private const string HeaderScheme = "BrowserTokenHeader";
    private const string EitherScheme = "BrowserToken";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        if (!BrowserTokenSource.IsNamed(builder.Configuration))
        {
            return;
        }

        builder.KeepTokenOutOfTelemetry();
        builder.Services.AddSingleton<IValidateOptions<ConsumerOptions>, BrowserTokenValidator>();
        builder.Services.AddSingleton(services => BrowserTokenSource.Read(services.GetRequiredService<IOptions<ConsumerOptions>>().Value));
        builder.Services.AddSingleton<TokenAttempts>();
        builder.Services.AddSingleton<LoginLink>();
        builder.Services.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new KeysInMemory();
            keys.XmlEncryptor = new NullXmlEncryptor();
        });

        builder.Services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, either
                => either.ForwardDefaultSelector = http => TokenHeader.Of(http.Request) is null ? AccessCookie.Scheme : HeaderScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHeaderHandler>(HeaderScheme, configureOptions: null)
            .AddCookie(AccessCookie.Scheme);
        builder.Services.AddOptions<CookieAuthenticationOptions>(AccessCookie.Scheme)
            .Configure<IOptions<ConsumerOptions>>((cookie, consumer) => AccessCookie.Configure(cookie, consumer.Value));

        // Whatever does not say that it is for everybody wants a login, also what is mapped one day.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    public static void UseAccess(this WebApplication app)
    {
        if (app.Services.GetService<LoginLink>() is not { } link)
        {
            return;
        }

        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLogin();
        app.Lifetime.ApplicationStarted.Register(() => link.Announce(app.Urls));
    }

    /// <summary>When the caller's login ends; null when it does not.</summary>
    public static DateTimeOffset? LoginEnds(this HttpContext http)
        => http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
}
