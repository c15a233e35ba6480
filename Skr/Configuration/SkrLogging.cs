namespace CcDemo.Skr.Configuration;

/// <summary>The original's <c>LogLevel</c> (<c>-loglevel</c>).</summary>
internal static class SkrLogging
{
    public static void AddLogLevel(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["LogLevel"] is { Length: > 0 } level)
        {
            builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", Translate(level).ToString())]);
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
