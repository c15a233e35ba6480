using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CcDemo.Producer.Telemetry;

/// <summary>Spans and metrics after OpenTelemetry's semantic conventions for messaging.</summary>
internal sealed class ProducerTelemetry : IDisposable
{
    public const string Name = "CcDemo.Producer";

    private readonly ActivitySource _activities = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _duration;

    public ProducerTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _sent = _meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that the producer tried to send.");
        _duration = _meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "From sealing a message to its acknowledgement.");
    }

    /// <summary>The span of one message, from sealing to acknowledgement.</summary>
    public Activity? StartSend(string topic)
    {
        var activity = _activities.StartActivity($"send {topic}", ActivityKind.Producer);
        activity?.SetTag("messaging.system", "kafka");
        activity?.SetTag("messaging.operation.type", "send");
        activity?.SetTag("messaging.operation.name", "send");
        activity?.SetTag("messaging.destination.name", topic);
        return activity;
    }

    /// <summary>Counts one message; <paramref name="errorType"/> is null when it was delivered.</summary>
    public void Sent(string topic, TimeSpan duration, string? errorType)
    {
        var tags = new TagList
        {
            { "messaging.system", "kafka" },
            { "messaging.operation.name", "send" },
            { "messaging.destination.name", topic },
        };
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        _sent.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }
}
