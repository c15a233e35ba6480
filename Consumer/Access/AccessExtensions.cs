using System.Security.Cryptography;
using System.Text;
using CcDemo.BrowserAccess;
using CcDemo.Consumer.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Access;

/// <summary>The door of this folder: who has the browser token may read; without such a token in the settings, everybody may.</summary>
internal static class AccessExtensions
{
    /// <summary>The header with the token, for programs.</summary>
    public const string Header = "X-CcDemo-Token";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        if (!BrowserTokenSource.IsNamed(builder.Configuration))
        {
            return;
        }

        builder.Services.KeepQueriesOutOfTraces();
        builder.Services.AddSingleton<IValidateOptions<ConsumerOptions>, BrowserTokenValidator>();
        builder.Services.AddSingleton<LoginLink>();
        builder.Services.AddBrowserAccess<LoginPages>(
            services => BrowserTokenSource.Read(services.GetRequiredService<IOptions<ConsumerOptions>>().Value),
            services => SettingsOf(services.GetRequiredService<IOptions<ConsumerOptions>>().Value));

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

    /// <summary>Two consumers on one machine differ in their groups; replicas share theirs.</summary>
    private static BrowserAccessSettings SettingsOf(ConsumerOptions consumer)
        => new("consumer", $"ccdemo-access-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(consumer.Group)))[..8]}", consumer.LoginLifetime, Header);
}
