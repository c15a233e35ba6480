using Microsoft.Extensions.Hosting;

namespace CcDemo.AppHost;

/// <summary>A folder for the files of one run; it goes when the run ends.</summary>
internal sealed class RunFolder : IHostedService
{
    /// <summary>What the names of these folders begin with.</summary>
    public const string Prefix = "ccdemo-run-";

    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory(Prefix));

    public RunFile File(string name) => new(Path.Combine(_folder.Value.FullName, name));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_folder.IsValueCreated && _folder.Value.Exists)
        {
            _folder.Value.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }
}
