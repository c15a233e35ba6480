using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Shows whether a parameter has a value; a secret one is never shown.</summary>
internal static class ParameterState
{
    public static async Task PublishAsync(ParameterResource parameter, ResourceNotificationService notifications, ResourceLoggerService loggers)
    {
        try
        {
            var value = await parameter.GetValueAsync(CancellationToken.None).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                Properties = [.. s.Properties, new ResourcePropertySnapshot("Value", value) { IsSensitive = parameter.Secret }],
            }).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            var isMissing = error is MissingParameterValueException;
            var reason = isMissing
                ? $"Parameter '{parameter.Name}' has no value. Set the configuration key '{parameter.ConfigurationKey}', for example by the environment variable {parameter.ConfigurationKey.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}."
                : $"Parameter '{parameter.Name}' could not be resolved: {error.Message}";

            loggers.GetLog(parameter.Name).Write(reason, isError: true);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = isMissing
                    ? new ResourceStateSnapshot("Value missing", KnownResourceStateStyles.Warn)
                    : new ResourceStateSnapshot("Error resolving parameter", KnownResourceStateStyles.Error),
                Properties = [.. s.Properties, new ResourcePropertySnapshot("Value", reason)],
            }).ConfigureAwait(false);
        }
    }
}
