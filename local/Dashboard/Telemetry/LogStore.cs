namespace CcDemo.Dashboard.Telemetry;

/// <summary>The latest structured log records, in bounded memory; the oldest make room.</summary>
internal sealed class LogStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = new();
    private long _lastNumber;
    private long _size;

    /// <summary>Raised after records have come in or were cleared.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>How many records are kept, and about how many bytes they occupy.</summary>
    public (int Count, long Size) Usage
    {
        get
        {
            lock (_gate)
            {
                return (_entries.Count, _size);
            }
        }
    }

    /// <summary>Takes records in, and numbers them.</summary>
    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _entries.Enqueue(entry with { Number = ++_lastNumber });
                _size += entry.Size;
                while (_entries.Count > limits.MaxLogs || _size > limits.MaxLogBytes)
                {
                    _size -= _entries.Dequeue().Size;
                }
            }
        }

        Changed.Raise();
    }

    /// <summary>The latest records that match, earliest first.</summary>
    public IReadOnlyList<LogEntry> Find(LogQuery query, int limit = int.MaxValue)
        => [.. Snapshot().Where(query.Matches).OrderBy(entry => entry.Timestamp).ThenBy(entry => entry.Number).TakeLast(limit)];

    /// <summary>The records of one trace, earliest first.</summary>
    public IReadOnlyList<LogEntry> OfTrace(string traceId) => Find(new LogQuery { TraceId = traceId });

    /// <summary>Who has written records that are still kept, in alphabetical order.</summary>
    public IReadOnlyList<ResourceKey> Resources()
        => [.. Snapshot().Select(entry => entry.Resource).Distinct().OrderBy(resource => resource.ToString(), StringComparer.Ordinal)];

    /// <summary>The loggers of the records that are still kept, of one resource or of all, in alphabetical order.</summary>
    public IReadOnlyList<string> Categories(string? resource)
        => [.. Snapshot().Where(entry => resource is null || entry.Resource.IsNamed(resource)).Select(entry => entry.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Forgets all records.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _size = 0;
        }

        Changed.Raise();
    }

    private LogEntry[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }
}
