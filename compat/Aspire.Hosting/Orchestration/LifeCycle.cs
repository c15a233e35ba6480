using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>What every resource has that the host runs as a process: its first state and the commands to start and stop it.</summary>
internal static class LifeCycle
{
    public static IResourceBuilder<T> WithLifeCycle<T>(this IResourceBuilder<T> builder, string resourceType, ImmutableArray<ResourcePropertySnapshot> properties) where T : IResource
    {
        builder.WithInitialState(new CustomResourceSnapshot { ResourceType = resourceType, Properties = properties, State = KnownResourceStates.NotStarted });

        builder.WithCommand(
            KnownResourceCommands.StartCommand,
            "Start",
            context => RunAsync(context, (process, ct) => process.StartAgainAsync(ct)),
            new CommandOptions { IconName = "Play", IsHighlighted = true, UpdateState = c => Show(c, IsStopped(c)) });
        builder.WithCommand(
            KnownResourceCommands.StopCommand,
            "Stop",
            context => RunAsync(context, (process, ct) => process.StopAsync(ct)),
            new CommandOptions { IconName = "Stop", IsHighlighted = true, UpdateState = c => Show(c, !IsStopped(c)) });
        return builder.WithCommand(
            KnownResourceCommands.RestartCommand,
            "Restart",
            context => RunAsync(context, async (process, ct) =>
            {
                await process.StopAsync(ct).ConfigureAwait(false);
                await process.StartAgainAsync(ct).ConfigureAwait(false);
            }),
            new CommandOptions { IconName = "ArrowCounterclockwise", UpdateState = c => Show(c, !IsStopped(c)) });
    }

    private static bool IsStopped(UpdateCommandStateContext context)
        => context.ResourceSnapshot.State?.Text is not { } state || state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);

    private static ResourceCommandState Show(UpdateCommandStateContext context, bool isPossible)
        => context.ResourceSnapshot.State?.Text == KnownResourceStates.Stopping
            ? ResourceCommandState.Disabled
            : isPossible ? ResourceCommandState.Enabled : ResourceCommandState.Hidden;

    private static async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context, Func<ProcessResource, CancellationToken, Task> action)
    {
        var process = context.ServiceProvider.GetRequiredService<ApplicationOrchestrator>().Find(context.ResourceName);

        if (process is null)
        {
            return CommandResults.Failure($"Resource '{context.ResourceName}' is not run by this host.");
        }

        await action(process, context.CancellationToken).ConfigureAwait(false);
        return CommandResults.Success();
    }
}
