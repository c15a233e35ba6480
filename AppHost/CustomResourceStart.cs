using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>Starts a resource of the AppHost's own in the order in which the orchestrator starts its projects.</summary>
internal static partial class CustomResourceStart
{
    /// <summary>
    /// Waits for what the resource waits for, runs <paramref name="start"/> and publishes the end state; a failure becomes
    /// the state "FailedToStart" with a sentence in the resource's log, since the host swallows what leaves this handler.
    /// </summary>
    /// <param name="e">The event that asked for the start.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="endState">"Running" for what goes on, "Finished" for what is done.</param>
    /// <param name="start">The work; answers the properties to show.</param>
    /// <param name="failed">Tells those who wait for a value of the resource that there will be none.</param>
    /// <param name="ct">Cancels the start.</param>
    public static async Task StartAsync<T>(
        this InitializeResourceEvent e,
        T resource,
        string endState,
        Func<CancellationToken, Task<ImmutableArray<ResourcePropertySnapshot>>> start,
        Action<Exception> failed,
        CancellationToken ct)
        where T : IResource
    {
        try
        {
            // "Starting" first: the event waits for what the resource waits for, but only while its state is Starting or Waiting.
            await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Starting });
            await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, e.Services), ct);
            await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Starting, StartTimeStamp = DateTime.UtcNow });

            var properties = await start(ct);

            if (resource is IResourceWithConnectionString)
            {
                await e.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, e.Services), ct);
            }

            var finished = endState == KnownResourceStates.Finished;
            await e.Notifications.PublishUpdateAsync(resource, s => s with
            {
                State = endState,
                Properties = [.. s.Properties, .. properties],
                ExitCode = finished ? 0 : null,
                StopTimeStamp = finished ? DateTime.UtcNow : null,
            });
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            failed(error);
            LogFailed(e.Logger, resource.Name, error.Message);
            await e.Notifications.PublishUpdateAsync(resource, s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
                ExitCode = 1,
                StopTimeStamp = DateTime.UtcNow,
            });
        }
    }

    [LoggerMessage(LogLevel.Error, "{Resource} did not start: {Reason}")]
    private static partial void LogFailed(ILogger logger, string resource, string reason);
}
