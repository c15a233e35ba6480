using System.Collections.Concurrent;

namespace CcDemo.Dashboard.Feed;

/// <summary>The console log of each resource.</summary>
internal sealed class ConsoleLogs
{
    private readonly ConcurrentDictionary<string, ConsoleLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    public ConsoleLog Of(string resource) => _logs.GetOrAdd(resource, _ => new ConsoleLog());
}
