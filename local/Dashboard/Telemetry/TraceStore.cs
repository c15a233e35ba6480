namespace CcDemo.Dashboard.Telemetry;

/// <summary>The latest traces, in bounded memory: the trace that has been quiet for longest goes first, as a whole.</summary>
internal sealed class TraceStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _traces = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _quietestFirst = [];
    private int _spanCount;

    /// <summary>Raised after spans have come in.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>Takes spans in. A span that is known already (an exporter's repeat) replaces its first copy.</summary>
    public void Add(IReadOnlyCollection<Span> spans)
    {
        lock (_gate)
        {
            foreach (var span in spans)
            {
                Add(span);
            }

            while (_spanCount > limits.MaxSpans && _quietestFirst.First is { } quietest)
            {
                Remove(quietest);
            }
        }

        Changed.Raise();
    }

    /// <summary>All traces, the latest first.</summary>
    public IReadOnlyList<Trace> List()
    {
        lock (_gate)
        {
            return [.. _traces.Select(trace => new Trace(trace.Key, trace.Value.Spans.Values)).OrderByDescending(trace => trace.Start)];
        }
    }

    /// <summary>One trace, or null when it is not (or no longer) known.</summary>
    public Trace? Find(string id)
    {
        lock (_gate)
        {
            return _traces.TryGetValue(id, out var entry) ? new Trace(id, entry.Spans.Values) : null;
        }
    }

    private void Add(Span span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var entry))
        {
            entry = new Entry(new LinkedListNode<string>(span.TraceId));
            _traces.Add(span.TraceId, entry);
            _quietestFirst.AddLast(entry.Place);
        }
        else
        {
            _quietestFirst.Remove(entry.Place);
            _quietestFirst.AddLast(entry.Place);
        }

        var before = entry.Spans.Count;
        if (before < limits.MaxSpansPerTrace || entry.Spans.ContainsKey(span.SpanId))
        {
            entry.Spans[span.SpanId] = span;
            _spanCount += entry.Spans.Count - before;
        }
    }

    private void Remove(LinkedListNode<string> place)
    {
        _spanCount -= _traces[place.Value].Spans.Count;
        _traces.Remove(place.Value);
        _quietestFirst.Remove(place);
    }

    private sealed record Entry(LinkedListNode<string> Place)
    {
        public Dictionary<string, Span> Spans { get; } = new(StringComparer.Ordinal);
    }
}
