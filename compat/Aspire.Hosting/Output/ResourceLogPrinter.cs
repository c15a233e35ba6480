using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Output;

/// <summary>Writes what the resources write to the AppHost's console.</summary>
internal sealed class ResourceLogPrinter : IHostedService
{
    private readonly ResourceLoggerService _loggers;
    private readonly ConsoleOutput _output;

    public ResourceLogPrinter(ResourceLoggerService loggers, ConsoleOutput output)
    {
        _loggers = loggers;
        _output = output;
        _loggers.Written += Print;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print(string resource, ResourceLogEntry entry) => _output.Write(resource, LogTimestamp.Strip(entry.Text));
}
