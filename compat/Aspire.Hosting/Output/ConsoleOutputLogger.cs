using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Output;

internal sealed class ConsoleOutputLogger(ConsoleOutput output) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        var level = logLevel switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => "",
        };
        var cause = exception is null ? "" : $"\n{(exception is DistributedApplicationException ? exception.Message : exception)}";
        output.Write(PipelineRun.CurrentStep ?? ConsoleOutput.AppHost, $"{level}{text}{cause}", toStandardError: logLevel >= LogLevel.Error);
    }
}
