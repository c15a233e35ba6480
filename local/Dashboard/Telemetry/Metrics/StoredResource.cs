namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>The instruments of a resource in the store. Not safe for use by several threads: the store holds its lock.</summary>
internal sealed class StoredResource(ResourceKey key)
{
    private readonly Dictionary<InstrumentKey, StoredInstrument> _instruments = [];

    public ResourceKey Key => key;

    public int PointCount { get; private set; }

    /// <summary>About how many bytes it occupies.</summary>
    public long Size { get; private set; }

    /// <summary>When it was last heard of: the store's count.</summary>
    public long LastSequence { get; private set; }

    public IEnumerable<StoredInstrument> Instruments => _instruments.Values;

    public StoredInstrument? Find(InstrumentKey instrument) => _instruments.GetValueOrDefault(instrument);

    /// <summary>Takes a measurement in; the oldest points make room.</summary>
    public void Add(long sequence, Measurement measurement, TelemetryLimits limits)
    {
        LastSequence = sequence;
        var description = measurement.Instrument;
        if (!_instruments.TryGetValue(description.Key, out var instrument)
            || instrument.Description.Kind != description.Kind || instrument.Description.Temporality != description.Temporality)
        {
            // Points of different kinds do not go together: an instrument that has changed begins anew.
            if (instrument is not null)
            {
                PointCount -= instrument.Series.Sum(series => series.PointCount);
                Size -= instrument.Size;
            }

            instrument = new StoredInstrument(description);
            _instruments[description.Key] = instrument;
            Size += instrument.Size;
        }

        var (points, size) = instrument.Add(sequence, measurement, limits);
        PointCount += points;
        Size += size;
        if (PointCount > limits.MaxMetricPoints)
        {
            RemoveOldest();
        }
    }

    /// <summary>Forgets a tenth of the points, the oldest, and what is empty then. A tenth, so that looking for them is worth it.</summary>
    public void RemoveOldest()
    {
        var sequences = _instruments.Values.SelectMany(instrument => instrument.Series).SelectMany(series => series.Sequences).ToArray();
        Array.Sort(sequences);
        var gone = Math.Max(1, sequences.Length / 10);
        var firstKept = gone < sequences.Length ? sequences[gone] : long.MaxValue;
        foreach (var instrument in _instruments.Values.ToList())
        {
            instrument.RemoveBefore(firstKept);
            if (!instrument.Series.Any())
            {
                _instruments.Remove(instrument.Description.Key);
            }
        }

        PointCount = _instruments.Values.SelectMany(instrument => instrument.Series).Sum(series => series.PointCount);
        Size = _instruments.Values.Sum(instrument => instrument.Size);
    }
}
