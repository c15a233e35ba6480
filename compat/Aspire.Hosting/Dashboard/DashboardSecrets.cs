using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>The token of the dashboard's pages and the key of its telemetry: given by settings, or made anew for each run.</summary>
internal static class DashboardSecrets
{
    /// <summary>The setting with the browser token; empty when the pages ask for none.</summary>
    public const string BrowserToken = "AppHost:BrowserToken";

    /// <summary>The setting with the key of OTLP; empty when none is asked for.</summary>
    public const string OtlpApiKey = "AppHost:OtlpApiKey";

    private const string Unsecured = "Unsecured";

    /// <summary>Sets what is not set yet, unless the settings ask for a dashboard that is open to everybody on this machine.</summary>
    public static void AddTo(ConfigurationManager configuration)
    {
        var isOpen = IsTrue(configuration["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"]) || IsTrue(configuration["DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"]);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [BrowserToken] = isOpen || IsUnsecured(configuration["Dashboard:Frontend:AuthMode"]) ? "" : Given(
                configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"], configuration["DOTNET_DASHBOARD_FRONTEND_BROWSERTOKEN"], configuration[BrowserToken]),
            [OtlpApiKey] = isOpen || IsUnsecured(configuration["Dashboard:Otlp:AuthMode"]) ? "" : Given(configuration[OtlpApiKey]),
        });
    }

    /// <summary>Tells the dashboard what to ask for.</summary>
    public static void AddTo(Dictionary<string, string> variables, IConfiguration configuration)
    {
        Add("DASHBOARD__FRONTEND__AUTHMODE", "BrowserToken", "DASHBOARD__FRONTEND__BROWSERTOKEN", configuration[BrowserToken]);
        Add("DASHBOARD__OTLP__AUTHMODE", "ApiKey", "DASHBOARD__OTLP__PRIMARYAPIKEY", configuration[OtlpApiKey]);

        void Add(string modeVariable, string mode, string secretVariable, string? secret)
        {
            variables[modeVariable] = string.IsNullOrEmpty(secret) ? Unsecured : mode;

            if (!string.IsNullOrEmpty(secret))
            {
                variables[secretVariable] = secret;
            }
        }
    }

    private static string Given(params string?[] candidates)
        => candidates.FirstOrDefault(candidate => !string.IsNullOrWhiteSpace(candidate)) ?? RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static bool IsUnsecured(string? mode) => string.Equals(mode, Unsecured, StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string? text) => bool.TryParse(text, out var value) && value;
}
