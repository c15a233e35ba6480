using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.BrowserAccess;

/// <summary>A login link carries the token in its query: keeps queries out of logs, whatever these are set to.</summary>
public static class RequestLogPrivacy
{
    /// <summary>Writes the whole address of each request, as information.</summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Says so for all that log; <see cref="BrowserAccessExtensions.AddBrowserAccess"/> does, too.</summary>
    public static void KeepQueriesOutOfLogs(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(NarrowRules);

    /// <summary>A rule for a provider would outdo any rule that is added, so every rule is narrowed.</summary>
    private static void NarrowRules(LoggerFilterOptions options)
    {
        LoggerFilterRule[] rules = [new(null, null, options.MinLevel, null), .. options.Rules];
        options.Rules.Clear();
        foreach (var rule in rules)
        {
            options.Rules.Add(new LoggerFilterRule(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level)
                => (category != RequestLog || level >= LogLevel.Warning) && rule.Filter?.Invoke(provider, category, level) is not false));
        }
    }
}
