using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The logs of the resources: what their processes write and what the host says of them.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every line of every resource.</summary>
    internal event Action<string, ResourceLogEntry>? Written;

    /// <summary>Writes to the log of a resource.</summary>
    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    /// <summary>Writes to the log of a resource.</summary>
    public ILogger GetLogger(string resourceName) => new ResourceLogger(GetLog(resourceName));

    /// <summary>The lines so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.Name);

    /// <summary>The lines so far, then each new one.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    /// <summary>The lines so far.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var lines = GetLog(resourceName).Snapshot();

        if (lines.Length > 0)
        {
            yield return ToLines(lines);
        }
    }

    /// <summary>The lines so far, then each new one.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => WatchLinesAsync(resourceName);

    /// <summary>Nothing more will be written.</summary>
    public void Complete(IResource resource) => Complete(resource.Name);

    /// <summary>Nothing more will be written.</summary>
    public void Complete(string name) => GetLog(name).Complete();

    /// <summary>Forgets the lines so far.</summary>
    public void ClearBacklog(string resourceName) => GetLog(resourceName).Clear();

    /// <summary>Ends all watching.</summary>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    internal ResourceLog GetLog(string resourceName)
        => _logs.GetOrAdd(resourceName, static (name, service) => new ResourceLog(name, (resource, entry) => service.Written?.Invoke(resource, entry)), this);

    private static LogLine[] ToLines(IEnumerable<ResourceLogEntry> entries) => [.. entries.Select(e => new LogLine(e.Line, e.Text, e.IsError))];

    private async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchLinesAsync(string resourceName, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var batch in GetLog(resourceName).WatchAsync(ct).ConfigureAwait(false))
        {
            yield return ToLines(batch);
        }
    }
}
