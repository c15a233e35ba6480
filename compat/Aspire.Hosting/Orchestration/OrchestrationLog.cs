using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What the host says in the log of a resource.</summary>
internal static partial class OrchestrationLog
{
    public static void FailedToStart(this ILogger logger, Exception error)
    {
        if (error is DistributedApplicationException)
        {
            LogFailedToStart(logger, null, error.Message);
        }
        else
        {
            LogFailedToStart(logger, error, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Resource} has ended with exit code {ExitCode}.")]
    public static partial void ExitedUnexpectedly(this ILogger logger, string resource, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed to start: {Reason}")]
    private static partial void LogFailedToStart(ILogger logger, Exception? error, string reason);
}
