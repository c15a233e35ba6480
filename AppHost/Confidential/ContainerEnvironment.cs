using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>
/// The environment of a container as AppHost.cs states it. The local measurement and the published manifests are both
/// made from it.
/// </summary>
internal static class ContainerEnvironment
{
    /// <summary>Set by the platform in every container, different in every run, and of no say in what the container does.</summary>
    private static readonly string[] _platformPrefixes = ["OTEL_", "LOGGING__", "DOTNET_", "ASPNETCORE_"];

    /// <summary>The variables of a project, sorted by name, with the values as they were given: texts, or what provides one.</summary>
    public static async Task<SortedDictionary<string, object>> ReadAsync(
        ProjectResource project, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken ct)
    {
        var context = new EnvironmentCallbackContext(executionContext, project, cancellationToken: ct) { Logger = logger };

        foreach (var callback in project.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await callback.Callback(context);
        }

        return new SortedDictionary<string, object>(
            context.EnvironmentVariables
                .Where(variable => !_platformPrefixes.Any(prefix => variable.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                .ToDictionary(),
            StringComparer.Ordinal);
    }
}
