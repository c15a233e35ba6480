using CcDemo.AzureEmulator.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Certificates;

/// <summary>Writes the development CA to its file before anything listens, so that who reaches a listener can trust it.</summary>
internal sealed class CaFileWriter(DevelopmentCa ca, IOptions<EmulatorOptions> options) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Value.CaFile);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Renamed into place: whoever waits for the file never reads half of it.
        var temporary = $"{path}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(temporary, ca.Root.ExportCertificatePem() + "\n", cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
