using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts processes so that none of them outlives the host.</summary>
internal sealed class ProcessLauncher(AppHostInformation appHost, IConfiguration configuration) : IAsyncDisposable
{
    private readonly string _run = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private readonly Lock _gate = new();
    private IProcessGuard? _guard;
    private int _started;

    /// <summary>How the built output of a project is started.</summary>
    /// <exception cref="DistributedApplicationException">The project is not referenced by the AppHost, or not built.</exception>
    public (string FileName, string[] Arguments, string Folder) Locate(ProjectResource project)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        var output = AppHostMetadata.Find(appHost.Assembly, AppHostMetadata.OutputPrefix + path)
            ?? throw new DistributedApplicationException(
                $"Resource '{project.Name}': where {path} is built is not known. Add <ProjectReference Include=\"...{Path.GetFileName(path)}\" /> to the AppHost's project file.");
        var (fileName, arguments) = BuiltProject.Command(output, $"Resource '{project.Name}'");
        var profile = LaunchProfiles.Select(project, configuration)?.Profile.CommandLineArgs;

        return (fileName, [.. arguments, .. CommandLineText.Split(profile)], Path.GetDirectoryName(path)!);
    }

    public ChildProcess Start(ProcessCommand command, Action<string, bool> write)
    {
        IProcessGuard guard;
        var tag = $"{_run}.{Interlocked.Increment(ref _started)}.";

        lock (_gate)
        {
            guard = _guard ??= OperatingSystem.IsWindows() ? new WindowsProcessGuard() : new UnixProcessGuard($"{_run}.");
        }

        return ChildProcess.Start(command, tag, guard, write);
    }

    public async ValueTask DisposeAsync()
    {
        IProcessGuard? guard;

        lock (_gate)
        {
            guard = _guard;
            _guard = null;
        }

        if (guard is not null)
        {
            await guard.DisposeAsync().ConfigureAwait(false);
        }
    }
}
