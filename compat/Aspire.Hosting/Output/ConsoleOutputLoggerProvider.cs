using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Output;

/// <summary>Writes the AppHost's own log to its console.</summary>
internal sealed class ConsoleOutputLoggerProvider(ConsoleOutput output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new ConsoleOutputLogger(output);

    public void Dispose()
    {
    }
}
