namespace CcDemo.Dashboard.Telemetry;

/// <summary>The latest traces, in bounded memory: the trace that has been quiet for longest goes first, as a whole.</summary>
internal sealed class TraceStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _traces = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _quietestFirst = [];
    private long _size;

    /// <summary>Raised after spans have come in or were cleared.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>How many traces are kept, and about how many bytes they occupy.</summary>
    public (int Count, long Size) Usage
    {
        get
        {
            lock (_gate)
            {
                return (_traces.Count, _size);
            }
        }
    }

    /// <summary>
    /// Takes spans in, and says how many found no room because their trace is full. A span that is known already (an
    /// exporter's repeat) replaces its first copy.
    /// </summary>
    public int Add(IReadOnlyCollection<Span> spans)
    {
        int rejected;
        lock (_gate)
        {
            rejected = spans.Count(span => !TryAdd(span));
            while ((_traces.Count > limits.MaxTraces || _size > limits.MaxTraceBytes) && _quietestFirst.First is { } quietest)
            {
                Remove(quietest);
            }
        }

        Changed.Raise();
        return rejected;
    }

    /// <summary>All traces, the latest first.</summary>
    public IReadOnlyList<Trace> List()
    {
        lock (_gate)
        {
            return [.. _traces.Select(trace => trace.Value.Trace(trace.Key)).OrderByDescending(trace => trace.Start)];
        }
    }

    /// <summary>The latest traces that match, the latest first.</summary>
    public IReadOnlyList<Trace> Find(TraceQuery query, int limit = int.MaxValue) => [.. List().Where(query.Matches).Take(limit)];

    /// <summary>One trace, or null when it is not (or no longer) known.</summary>
    public Trace? Find(string id)
    {
        lock (_gate)
        {
            return _traces.TryGetValue(id, out var entry) ? entry.Trace(id) : null;
        }
    }

    /// <summary>Who has sent spans that are still kept, in alphabetical order.</summary>
    public IReadOnlyList<ResourceKey> Resources()
        => [.. List().SelectMany(trace => trace.Spans).Select(span => span.Resource).Distinct().OrderBy(resource => resource.ToString(), StringComparer.Ordinal)];

    /// <summary>Forgets all traces.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _traces.Clear();
            _quietestFirst.Clear();
            _size = 0;
        }

        Changed.Raise();
    }

    private bool TryAdd(Span span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var entry))
        {
            entry = new Entry(new LinkedListNode<string>(span.TraceId));
            _traces.Add(span.TraceId, entry);
        }
        else
        {
            _quietestFirst.Remove(entry.Place);
        }

        _quietestFirst.AddLast(entry.Place);
        var growth = entry.TryAdd(span, limits);
        _size += growth ?? 0;
        return growth is not null;
    }

    private void Remove(LinkedListNode<string> place)
    {
        _size -= _traces[place.Value].Size;
        _traces.Remove(place.Value);
        _quietestFirst.Remove(place);
    }

    private sealed class Entry(LinkedListNode<string> place)
    {
        private readonly Dictionary<string, Span> _spans = new(StringComparer.Ordinal);
        private Trace? _trace;

        public LinkedListNode<string> Place => place;

        public long Size { get; private set; }

        public Trace Trace(string id) => _trace ??= new Trace(id, _spans.Values);

        /// <summary>By how many bytes the trace has grown, or null when it is full: an endless one must not displace all others.</summary>
        public long? TryAdd(Span span, TelemetryLimits limits)
        {
            var known = _spans.GetValueOrDefault(span.SpanId);
            var growth = span.Size - (known?.Size ?? 0);
            if (known is null && _spans.Count > 0 && (_spans.Count >= limits.MaxSpansPerTrace || Size + growth > limits.MaxTraceBytes / 4))
            {
                return null;
            }

            _spans[span.SpanId] = span;
            _trace = null;
            Size += growth;
            return growth;
        }
    }
}
