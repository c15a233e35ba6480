using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CcDemo.Messaging.Tests;

/// <summary>What a meter of this process measures from now on.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = [];
    private readonly MeterListener _listener;

    public Measurements(string meter)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == meter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What an instrument measured with those tags, added up.</summary>
    public double Sum(string instrument, params (string Name, string? Value)[] tags)
        => _measured
            .Where(measured => measured.Instrument == instrument && tags.All(tag => measured.Tags.GetValueOrDefault(tag.Name) as string == tag.Value))
            .Sum(measured => measured.Value);

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new Dictionary<string, object?>();
        foreach (var (name, tag) in tags)
        {
            all[name] = tag;
        }

        _measured.Enqueue((instrument.Name, value, all));
    }
}
