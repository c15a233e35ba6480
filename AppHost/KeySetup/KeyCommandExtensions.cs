using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

/// <summary>The buttons of the message key in a local run.</summary>
internal static class KeyCommandExtensions
{
    /// <summary>Adds what <c>do rotate-key</c> and <c>do revoke-key</c> do.</summary>
    public static IResourceBuilder<SetupKeyResource> WithKeyCommands(
        this IResourceBuilder<SetupKeyResource> key, AzureEmulator emulator, IResourceBuilder<ParameterResource> keyName)
        => key
            .WithCommand("rotate", "Rotate key", context => RunAsync(context, key.Resource, emulator, keyName.Resource, async (keys, name) =>
            {
                var fresh = await keys.RotateAsync(name, context.CancellationToken);
                await context.ServiceProvider.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(
                    key.Resource, s => s with { Properties = [.. s.Properties.Select(property => property.Name == SetupKeyExtensions.KeyProperty ? property with { Value = fresh.Id } : property)] });
            }), Options("A new version for the same pod. The producer goes over to it within two seconds, and the consumer reads both.", "ArrowSync"))
            .WithCommand("revoke-older", "Revoke older versions", context => RunAsync(context, key.Resource, emulator, keyName.Resource, async (keys, name) =>
                await keys.RevokeAsync(name, KeySetupSettings.OlderVersions, context.CancellationToken)), Options(
                "Disables every version but the newest: within half a minute the consumer drops them and seals their messages again.", "ShieldDismiss", "Messages that were sealed for older versions can no longer be read. Go on?"));

    private static async Task<ExecuteCommandResult> RunAsync(
        ExecuteCommandContext context, SetupKeyResource resource, AzureEmulator emulator, ParameterResource keyName, Func<VaultKeySetup, string, Task> work)
    {
        try
        {
            var name = await keyName.GetValueAsync(context.CancellationToken) ?? "";
            var logger = context.ServiceProvider.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
            return await LocalRun.Of(emulator, name).WithKeysAsync(
                async keys =>
                {
                    await work(keys, name);
                    return CommandResults.Success();
                },
                logger);
        }
        catch (DistributedApplicationException e)
        {
            return CommandResults.Failure(e.Message);
        }
    }

    private static CommandOptions Options(string description, string icon, string? confirmation = null) => new()
    {
        Description = description,
        ConfirmationMessage = confirmation,
        IconName = icon,
        UpdateState = state => state.ResourceSnapshot.State?.Text == KnownResourceStates.Finished
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled,
    };
}
