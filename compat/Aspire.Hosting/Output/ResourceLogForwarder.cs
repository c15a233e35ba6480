using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Output;

/// <summary>Writes what the resources write to the AppHost's log, under the category APPLICATION.Resources.NAME.</summary>
internal sealed partial class ResourceLogForwarder(ResourceLoggerService loggers, ILoggerFactory factory, IHostEnvironment environment) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        loggers.Written += Forward;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        loggers.Written -= Forward;
        return Task.CompletedTask;
    }

    private void Forward(string resource, ResourceLogEntry entry)
    {
        var logger = factory.CreateLogger($"{environment.ApplicationName}.Resources.{resource}");
        LogLine(logger, entry.IsError ? LogLevel.Error : LogLevel.Information, entry.Line, entry.Text);
    }

    [LoggerMessage(Message = "{LineNumber}: {Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, int lineNumber, string line);
}
