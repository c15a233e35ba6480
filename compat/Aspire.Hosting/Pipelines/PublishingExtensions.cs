using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Ends steps and tasks.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class PublishingExtensions
{
    /// <summary>The step ended well.</summary>
    public static Task<IReportingStep> SucceedAsync(this IReportingStep step, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(step, message ?? "Done.", CompletionState.Completed, cancellationToken);

    /// <summary>The step ended with a warning.</summary>
    public static Task<IReportingStep> WarnAsync(this IReportingStep step, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(step, message ?? "Done with warnings.", CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The step ended with an error. It fails only if it throws, too.</summary>
    public static Task<IReportingStep> FailAsync(this IReportingStep step, string? errorMessage = null, CancellationToken cancellationToken = default)
        => EndAsync(step, errorMessage ?? "Failed.", CompletionState.CompletedWithError, cancellationToken);

    /// <summary>Says what the task does now.</summary>
    public static async Task<IReportingTask> UpdateStatusAsync(this IReportingTask task, string statusText, CancellationToken cancellationToken = default)
    {
        await task.UpdateAsync(statusText, cancellationToken).ConfigureAwait(false);
        return task;
    }

    /// <summary>The task ended well.</summary>
    public static Task<IReportingTask> SucceedAsync(this IReportingTask task, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(task, message, CompletionState.Completed, cancellationToken);

    /// <summary>The task ended with a warning.</summary>
    public static Task<IReportingTask> WarnAsync(this IReportingTask task, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(task, message, CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The task ended with an error. Its step fails only if it throws, too.</summary>
    public static Task<IReportingTask> FailAsync(this IReportingTask task, string? errorMessage = null, CancellationToken cancellationToken = default)
        => EndAsync(task, errorMessage, CompletionState.CompletedWithError, cancellationToken);

    private static async Task<IReportingStep> EndAsync(IReportingStep step, string text, CompletionState state, CancellationToken ct)
    {
        await step.CompleteAsync(text, state, ct).ConfigureAwait(false);
        return step;
    }

    private static async Task<IReportingTask> EndAsync(IReportingTask task, string? text, CompletionState state, CancellationToken ct)
    {
        await task.CompleteAsync(text, state, ct).ConfigureAwait(false);
        return task;
    }
}
