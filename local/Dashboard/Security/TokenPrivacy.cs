namespace CcDemo.Dashboard.Security;

/// <summary>A login link carries the token in its query, and ASP.NET Core's log of requests would write it down.</summary>
internal static class TokenPrivacy
{
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Keeps that log silent, whatever the settings say: a rule for one provider would outdo any rule that is merely added.</summary>
    public static void KeepTokensOutOfLogs(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(options =>
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
        foreach (var provider in providers)
        {
            options.Rules.Add(new LoggerFilterRule(provider, RequestLog, LogLevel.Warning, filter: null));
        }
    });
}
