using OpenTelemetry.Instrumentation.AspNetCore;

namespace CcDemo.Consumer.Access;

/// <summary>A login link carries the token in its query: keeps queries out of logs and traces, whatever these are set to.</summary>
internal static class TokenPrivacy
{
    /// <summary>Writes the whole address of each request, as information.</summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void KeepTokenOutOfTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.PostConfigure<LoggerFilterOptions>(KeepOutOfLogs);

        // The instrumentation redacts queries itself, but Aspire's orchestrator switches that off for the programs that it starts.
        builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(traces => traces.EnrichWithHttpRequest += (activity, request) =>
        {
            if (request.QueryString.HasValue)
            {
                activity.SetTag("url.query", null);
            }
        });
    }

    /// <summary>A rule for a provider would outdo any rule that is added, so every rule is narrowed.</summary>
    private static void KeepOutOfLogs(LoggerFilterOptions options)
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
