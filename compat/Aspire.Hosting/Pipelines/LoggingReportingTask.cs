using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

internal sealed class LoggingReportingTask(ILogger logger) : IReportingTask
{
    public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default)
    {
        LoggingReportingStep.LogText(logger, LogLevel.Information, statusText);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => UpdateAsync(statusText.Value, cancellationToken);

    public Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        if (completionMessage is not null)
        {
            LoggingReportingStep.LogText(logger, LoggingReportingStep.ToLevel(completionState), completionMessage);
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync(MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        => CompleteAsync(completionMessage.Value, completionState, cancellationToken);

    public ValueTask DisposeAsync() => default;
}
