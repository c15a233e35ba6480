using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

internal sealed partial class LoggingReportingStep(ILogger logger) : IReportingStep
{
    public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default)
    {
        LogText(logger, LogLevel.Information, statusText);
        return Task.FromResult<IReportingTask>(new LoggingReportingTask(logger));
    }

    public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default)
        => CreateTaskAsync(statusText.Value, cancellationToken);

    public void Log(LogLevel logLevel, string message) => LogText(logger, logLevel, message);

    public void Log(LogLevel logLevel, MarkdownString message) => Log(logLevel, message.Value);

    public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        LogText(logger, ToLevel(completionState), completionText);
        return Task.CompletedTask;
    }

    public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        => CompleteAsync(completionText.Value, completionState, cancellationToken);

    public ValueTask DisposeAsync() => default;

    internal static LogLevel ToLevel(CompletionState state) => state switch
    {
        CompletionState.CompletedWithError => LogLevel.Error,
        CompletionState.CompletedWithWarning => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    [LoggerMessage(Message = "{Text}")]
    internal static partial void LogText(ILogger logger, LogLevel level, string text);
}
