namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>A series in the store. Not safe for use by several threads: the store holds its lock.</summary>
internal sealed class StoredSeries(TelemetryAttributes attributes)
{
    private const int Fixed = 320;
    private const int SequenceSize = sizeof(long) + 8;

    private readonly List<(long Sequence, MetricPoint Point)> _points = [];
    private readonly Queue<Exemplar> _exemplars = new();

    /// <summary>What distinguishes it from others of its instrument.</summary>
    public TelemetryAttributes Attributes => attributes;

    /// <summary>About how many bytes it occupies.</summary>
    public long Size { get; private set; } = Fixed + MemorySize.Of(attributes);

    public int PointCount => _points.Count;

    /// <summary>When which point came in: the store's count.</summary>
    public IEnumerable<long> Sequences => _points.Select(stored => stored.Sequence);

    /// <summary>Takes a point in; one that the series has already (an exporter's repeat) changes nothing.</summary>
    public void Add(long sequence, MetricPoint point, bool mergesRepeats)
    {
        if (_points.Count > 0 && _points[^1].Point is var last && point.Time <= last.Time && point.Start == last.Start)
        {
            return;
        }

        // The first and the last of equal points say all.
        if (mergesRepeats && _points.Count > 1 && point.SaysTheSameAs(_points[^1].Point) && point.SaysTheSameAs(_points[^2].Point))
        {
            RemoveAt(_points.Count - 1);
        }

        point = SharingBounds(point);
        _points.Add((sequence, point));
        Size += point.Size + SequenceSize;
    }

    /// <summary>Takes an exemplar in, unless it is known.</summary>
    public void Add(Exemplar exemplar, int limit)
    {
        if (_exemplars.Any(known => known.Time == exemplar.Time && known.SpanId == exemplar.SpanId))
        {
            return;
        }

        _exemplars.Enqueue(exemplar);
        Size += exemplar.Size;
        while (_exemplars.Count > limit)
        {
            Size -= _exemplars.Dequeue().Size;
        }
    }

    /// <summary>Forgets the points that came in before the given one.</summary>
    public void RemoveBefore(long sequence)
    {
        var gone = _points.TakeWhile(stored => stored.Sequence < sequence).ToList();
        Size -= gone.Sum(stored => (long)stored.Point.Size + SequenceSize);
        _points.RemoveRange(0, gone.Count);
        while (_points.Count > 0 && _exemplars.TryPeek(out var oldest) && oldest.Time < (_points[0].Point.Start ?? _points[0].Point.Time))
        {
            Size -= _exemplars.Dequeue().Size;
        }
    }

    /// <summary>A copy, with the points that are not before the given time and the last one before them.</summary>
    public MetricSeries Read(DateTimeOffset? since)
    {
        var first = since is { } time ? Math.Max(0, _points.FindIndex(stored => stored.Point.Time >= time) - 1) : 0;
        if (since is { } from && _points.Count > 0 && _points[^1].Point.Time < from)
        {
            first = _points.Count - 1;
        }

        return new MetricSeries(attributes, [.. _points.Skip(first).Select(stored => stored.Point)], [.. _exemplars.Where(exemplar => since is null || exemplar.Time >= since)]);
    }

    private void RemoveAt(int index)
    {
        Size -= _points[index].Point.Size + SequenceSize;
        _points.RemoveAt(index);
    }

    /// <summary>All points of a series have the same bounds, as a rule; one array of them is enough.</summary>
    private MetricPoint SharingBounds(MetricPoint point)
        => point is HistogramPoint { Buckets: ExplicitBuckets buckets } histogram
            && _points.Count > 0 && _points[^1].Point is HistogramPoint { Buckets: ExplicitBuckets before }
            && buckets.Bounds.AsSpan().SequenceEqual(before.Bounds)
            ? histogram with { Buckets = buckets with { Bounds = before.Bounds } }
            : point;
}
