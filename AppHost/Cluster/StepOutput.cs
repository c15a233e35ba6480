using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>What a step tells the operator: without the Aspire CLI only the log is shown.</summary>
internal static partial class StepOutput
{
    /// <summary>One line.</summary>
    public static void Say(this ILogger logger, string line) => LogLine(logger, LogLevel.Information, line);

    /// <summary>One line about something that is not as it should be.</summary>
    public static void Warn(this ILogger logger, string line) => LogLine(logger, LogLevel.Warning, line);

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string line);
}
