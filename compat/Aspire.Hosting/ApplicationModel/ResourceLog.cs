using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The log of one resource: a bounded backlog and those who watch it.</summary>
internal sealed class ResourceLog(string name, Action<string, ResourceLogEntry> written)
{
    internal const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<ResourceLogEntry> _backlog = [];
    private readonly List<Channel<ResourceLogEntry>> _watchers = [];
    private int _lines;
    private bool _isComplete;

    public void Write(string text, bool isError)
    {
        lock (_gate)
        {
            var entry = new ResourceLogEntry(++_lines, DateTime.UtcNow, text, isError);
            _backlog.Enqueue(entry);

            if (_backlog.Count > Capacity)
            {
                _backlog.Dequeue();
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(entry);
            }

            written(name, entry);
        }
    }

    public ResourceLogEntry[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _backlog];
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _backlog.Clear();
        }
    }

    /// <summary>The backlog, then each new line, in batches.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ResourceLogEntry>> WatchAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        var channel = Channel.CreateUnbounded<ResourceLogEntry>(new UnboundedChannelOptions { SingleReader = true });

        lock (_gate)
        {
            foreach (var entry in _backlog)
            {
                channel.Writer.TryWrite(entry);
            }

            _watchers.Add(channel);

            if (_isComplete)
            {
                channel.Writer.TryComplete();
            }
        }

        try
        {
            while (await channel.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
            {
                List<ResourceLogEntry> batch = [];

                while (batch.Count < 1_000 && channel.Reader.TryRead(out var entry))
                {
                    batch.Add(entry);
                }

                yield return batch;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(channel);
            }
        }
    }
}
