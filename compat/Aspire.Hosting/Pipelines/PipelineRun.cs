using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>One run of steps: each as soon as those it depends on are done; the first failure ends the others.</summary>
internal sealed partial class PipelineRun(PipelineContext context, IPipelineActivityReporter reporter, IReadOnlyList<PipelineStep> steps)
{
    private static readonly AsyncLocal<string?> _currentStep = new();

    /// <summary>The step that the calling code is part of.</summary>
    public static string? CurrentStep => _currentStep.Value;

    /// <summary>Runs the steps; gives what went wrong, causes only.</summary>
    public async Task<IReadOnlyList<Exception>> ExecuteAsync()
    {
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var ends = steps.ToDictionary(step => step.Name, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        List<Exception> errors = [];

        await Task.WhenAll(steps.Select(step => Task.Run(() => RunAsync(step, ends, errors, failure), CancellationToken.None))).ConfigureAwait(false);
        context.CancellationToken.ThrowIfCancellationRequested();
        return errors;
    }

    private static Exception Describe(PipelineStep step, Exception error) => error is DistributedApplicationException
        ? error
        : new InvalidOperationException($"Step '{step.Name}' failed: {error.Message}", error);

    private async Task RunAsync(PipelineStep step, Dictionary<string, TaskCompletionSource<bool>> ends, List<Exception> errors, CancellationTokenSource failure)
    {
        _currentStep.Value = step.Name;

        foreach (var dependency in step.DependsOnSteps)
        {
            if (!await ends[dependency].Task.ConfigureAwait(false))
            {
                LogBlocked(context.Logger, step.Name, dependency);
                ends[step.Name].SetResult(false);
                return;
            }
        }

        try
        {
            failure.Token.ThrowIfCancellationRequested();

            var reporting = await reporter.CreateStepAsync(step.Name, failure.Token).ConfigureAwait(false);
            await using var reportingEnd = reporting.ConfigureAwait(false);
            await step.Action(new PipelineStepContext
            {
                PipelineContext = context,
                ReportingStep = reporting,
                OwnCancellationToken = failure.Token,
            }).ConfigureAwait(false);

            ends[step.Name].SetResult(true);
        }
        catch (OperationCanceledException) when (failure.IsCancellationRequested)
        {
            ends[step.Name].SetResult(false);
        }
        catch (Exception error)
        {
            LogFailed(context.Logger, step.Name);

            lock (errors)
            {
                errors.Add(Describe(step, error));
            }

            await failure.CancelAsync().ConfigureAwait(false);
            ends[step.Name].SetResult(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Step '{Step}' failed.")]
    private static partial void LogFailed(ILogger logger, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step '{Step}' cannot run because dependency '{Dependency}' failed.")]
    private static partial void LogBlocked(ILogger logger, string step, string dependency);
}
