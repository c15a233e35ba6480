namespace CcDemo.Dashboard.Telemetry;

/// <summary>The latest structured log records, in bounded memory.</summary>
internal sealed class LogStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = new();

    /// <summary>Takes records in; the oldest make room.</summary>
    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _entries.Enqueue(entry);
                if (_entries.Count > limits.MaxLogRecords)
                {
                    _entries.Dequeue();
                }
            }
        }
    }

    /// <summary>The records of one trace, earliest first.</summary>
    public IReadOnlyList<LogEntry> OfTrace(string traceId)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => entry.TraceId == traceId).OrderBy(entry => entry.Timestamp)];
        }
    }
}
