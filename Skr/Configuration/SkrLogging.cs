using CcDemo.Skr.Audit;
using Microsoft.Extensions.Configuration.Memory;

namespace CcDemo.Skr.Configuration;

/// <summary>The original's <c>LogLevel</c> (<c>-loglevel</c>) and <c>LogFile</c> (<c>-logfile</c>).</summary>
internal static class SkrLogging
{
    public static void AddOriginalsLogging(this WebApplicationBuilder builder)
    {
        // First in the list, so that another setting has the last word: what is audited is logged at every level.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new($"Logging:LogLevel:{AuditLog.Category}", nameof(LogLevel.Information))],
        });
        if (builder.Configuration["LogLevel"] is { Length: > 0 } level)
        {
            builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", Translate(level).ToString())]);
        }

        if (builder.Configuration["LogFile"] is { Length: > 0 } file)
        {
            builder.Logging.AddProvider(new LogFile(file, TimeProvider.System));
            builder.Logging.AddFilter<ConsoleLog>(null, LogLevel.None);
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
