using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Output;

/// <summary>Tells on stderr that a process has ended with an error, with its last lines.</summary>
internal static class ExitReport
{
    public static void Write(IServiceProvider services, string resource, int exitCode, IReadOnlyList<string> lastLines)
    {
        if (services.GetService<ConsoleOutput>() is not { } output)
        {
            return;
        }

        var lines = lastLines.Select(line => $"\n  {AnsiText.Strip(LogTimestamp.Strip(line))}");
        output.Write(resource, $"error: {resource} has ended with exit code {exitCode}.{(lastLines.Count == 0 ? "" : " Its last lines:")}{string.Concat(lines)}", toStandardError: true);
    }
}
