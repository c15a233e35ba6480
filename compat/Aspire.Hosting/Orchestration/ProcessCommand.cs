using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What is started: a program, its arguments, its folder and its variables.</summary>
internal sealed record ProcessCommand(string Name, string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <exception cref="DistributedApplicationException">A value cannot be resolved or the project is not built.</exception>
    public static async Task<ProcessCommand> CreateAsync(IResource resource, ProcessLauncher launcher, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken ct)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(executionContext, logger, ct).ConfigureAwait(false);

        if (configuration.Exception is { } error)
        {
            throw new DistributedApplicationException($"The environment of '{resource.Name}' cannot be put together: {error.Message}", error);
        }

        var variables = configuration.EnvironmentVariables.ToDictionary();
        List<string> arguments = [.. configuration.Arguments.Select(a => a.Value)];

        if (resource is ExecutableResource executable)
        {
            return new ProcessCommand(resource.Name, executable.Command, arguments, executable.WorkingDirectory, variables);
        }

        var (fileName, first, folder) = launcher.Locate((ProjectResource)resource);
        return new ProcessCommand(resource.Name, fileName, [.. first, .. arguments], folder, variables);
    }
}
