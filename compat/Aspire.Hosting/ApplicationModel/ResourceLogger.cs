using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes to the log of a resource.</summary>
internal sealed class ResourceLogger(ResourceLog log) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);

        if (exception is not null)
        {
            // The message of such an exception is for the developer of the AppHost; where it was thrown says nothing to him.
            text = $"{text}{Environment.NewLine}{(exception is DistributedApplicationException ? exception.Message : exception)}";
        }

        foreach (var line in text.Split('\n'))
        {
            log.Write(line.TrimEnd('\r'), logLevel >= LogLevel.Error);
        }
    }
}
