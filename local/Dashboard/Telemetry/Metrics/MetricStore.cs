namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>
/// The latest metrics in bounded memory: resource, instrument, series, points. Each resource has its own limit of points, and
/// when all together are too large, the largest gives way: a flood harms only its sender.
/// </summary>
internal sealed class MetricStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, StoredResource> _resources = [];
    private long _sequence;
    private long _size;

    /// <summary>Raised after points have come in or were cleared.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>How many points are kept over all resources, and about how many bytes everything occupies.</summary>
    public (int Points, long Size) Usage
    {
        get
        {
            lock (_gate)
            {
                return (_resources.Values.Sum(resource => resource.PointCount), _size);
            }
        }
    }

    /// <summary>Takes measurements in.</summary>
    public void Add(IEnumerable<Measurement> measurements)
    {
        lock (_gate)
        {
            foreach (var measurement in measurements)
            {
                var resource = Resource(measurement.Instrument.Key.Resource);
                Change(resource, () => resource.Add(++_sequence, measurement, limits));
                while (_size > limits.MaxMetricBytes && _resources.Values.MaxBy(candidate => candidate.Size) is { } largest)
                {
                    Change(largest, largest.RemoveOldest);
                }
            }
        }

        Changed.Raise();
    }

    /// <summary>Who has sent metrics that are still kept, in alphabetical order.</summary>
    public IReadOnlyList<ResourceKey> Resources()
    {
        lock (_gate)
        {
            return [.. _resources.Keys.OrderBy(resource => resource.ToString(), StringComparer.Ordinal)];
        }
    }

    /// <summary>What is known of instruments, of one resource or of all, ordered by resource, meter and name.</summary>
    public IReadOnlyList<InstrumentDescription> Instruments(ResourceKey? resource = null)
    {
        lock (_gate)
        {
            return
            [
                .. _resources.Values
                    .Where(stored => resource is null || stored.Key == resource)
                    .SelectMany(stored => stored.Instruments)
                    .Select(instrument => instrument.Description)
                    .OrderBy(description => description.Key.Resource.ToString(), StringComparer.Ordinal)
                    .ThenBy(description => description.Key.Meter, StringComparer.Ordinal)
                    .ThenBy(description => description.Key.Name, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>
    /// An instrument with its series and points, or null when it is not (or no longer) known. With <paramref name="since"/> the
    /// points from then on and the last one before it, which a rate or an unchanged value needs.
    /// </summary>
    public Instrument? Find(InstrumentKey key, DateTimeOffset? since = null)
    {
        lock (_gate)
        {
            return _resources.GetValueOrDefault(key.Resource)?.Find(key)?.Read(since);
        }
    }

    /// <summary>Forgets all metrics.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _resources.Clear();
            _size = 0;
        }

        Changed.Raise();
    }

    private StoredResource Resource(ResourceKey key)
    {
        if (_resources.TryGetValue(key, out var known))
        {
            return known;
        }

        while (_resources.Count >= limits.MaxResources && _resources.Values.MinBy(resource => resource.LastSequence) is { } quietest)
        {
            _size -= quietest.Size;
            _resources.Remove(quietest.Key);
        }

        var added = new StoredResource(key);
        _resources.Add(key, added);
        return added;
    }

    private void Change(StoredResource resource, Action change)
    {
        var before = resource.Size;
        change();
        _size += resource.Size - before;
        if (resource.PointCount == 0)
        {
            _size -= resource.Size;
            _resources.Remove(resource.Key);
        }
    }
}
