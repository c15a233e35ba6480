namespace CcDemo.Skr.Configuration;

/// <summary>What is logged: the sidecar's own words, unless the settings ask for more or, by the original's <c>LogLevel</c>, for another level.</summary>
internal static class SkrLogging
{
    private static readonly string[] _chatty = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient", "Polly"];

    public static void AddLogLevels(this WebApplicationBuilder builder)
    {
        // First in the list: every other source has the last word.
        var defaults = _chatty.Select(category => KeyValuePair.Create<string, string?>($"Logging:LogLevel:{category}", nameof(LogLevel.Warning)));
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });

        if (builder.Configuration["LogLevel"] is { Length: > 0 } level)
        {
            builder.Configuration["Logging:LogLevel:Default"] = Translate(level).ToString();
        }
    }

    private static LogLevel Translate(string level) => level.ToLowerInvariant() switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warning" or "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" or "panic" => LogLevel.Critical,
        _ => throw new FormatException($"LogLevel is '{level}'; use trace, debug, info, warning, error or fatal."),
    };
}
