namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>An instrument in the store. Not safe for use by several threads: the store holds its lock.</summary>
internal sealed class StoredInstrument(InstrumentDescription description)
{
    private readonly Dictionary<TelemetryAttributes, LinkedListNode<StoredSeries>> _series = [];
    private readonly LinkedList<StoredSeries> _quietestFirst = [];
    private long _droppedSeries;

    public InstrumentDescription Description => description;

    /// <summary>About how many bytes it occupies.</summary>
    public long Size => description.Size + _quietestFirst.Sum(series => series.Size);

    public IEnumerable<StoredSeries> Series => _quietestFirst;

    /// <summary>Takes a measurement in, and says by how many points and bytes the instrument has grown (or shrunk).</summary>
    public (int Points, long Size) Add(long sequence, Measurement measurement, TelemetryLimits limits)
    {
        var (points, size) = (0, 0L);
        if (_series.TryGetValue(measurement.Attributes, out var place))
        {
            _quietestFirst.Remove(place);
        }
        else
        {
            while (_series.Count >= limits.MaxSeries)
            {
                var quietest = _quietestFirst.First!.Value;
                points -= quietest.PointCount;
                size -= quietest.Size;
                Remove(quietest);
                _droppedSeries++;
            }

            place = new LinkedListNode<StoredSeries>(new StoredSeries(measurement.Attributes));
            _series.Add(measurement.Attributes, place);
            size += place.Value.Size;
        }

        _quietestFirst.AddLast(place);
        var series = place.Value;
        points -= series.PointCount;
        size -= series.Size;
        series.Add(sequence, measurement.Point, description.Kind == InstrumentKind.Gauge || description.Temporality == Temporality.Cumulative);
        foreach (var exemplar in measurement.Exemplars)
        {
            series.Add(exemplar, limits.MaxExemplars);
        }

        return (points + series.PointCount, size + series.Size);
    }

    /// <summary>Forgets the points that came in before the given one, and the series that have none left.</summary>
    public void RemoveBefore(long sequence)
    {
        foreach (var series in _quietestFirst.ToList())
        {
            series.RemoveBefore(sequence);
            if (series.PointCount == 0)
            {
                Remove(series);
            }
        }
    }

    /// <summary>A copy; see <see cref="MetricStore.Find"/>.</summary>
    public Instrument Read(DateTimeOffset? since)
        => new(description, [.. _series.Values.Select(place => place.Value.Read(since))], _droppedSeries);

    private void Remove(StoredSeries series)
    {
        _series.Remove(series.Attributes, out var place);
        _quietestFirst.Remove(place!);
    }
}
