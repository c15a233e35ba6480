using System.Diagnostics;
using System.Diagnostics.Metrics;
using CcDemo.KafkaClient;
using CcDemo.Producer.Kafka;
using CcDemo.Producer.Settings;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Telemetry;

/// <summary>Spans and metrics after OpenTelemetry's semantic conventions for messaging.</summary>
internal sealed class ProducerTelemetry : IDisposable
{
    public const string Name = "CcDemo.Producer";

    private readonly ActivitySource _activities = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _keyReads;
    private readonly TagList _tags;
    private readonly SpanBudget _spans;

    public ProducerTelemetry(IMeterFactory meters, KafkaProducer kafka, IOptions<ProducerOptions> options, TimeProvider time)
    {
        _meter = meters.Create(Name);
        _sent = _meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that the brokers took, or that failed (with error.type).");
        _duration = _meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "From sealing a message to its acknowledgement.");
        _keyReads = _meter.CreateCounter<long>("ccdemo.producer.key.reads", "{read}", "How often the source of the public key was read, by outcome: same, new or failed.");
        _meter.CreateObservableUpDownCounter("ccdemo.producer.messages.in_flight", () => kafka.Window.Messages, "{message}", "Messages that wait for their acknowledgement.");
        _tags = new TagList
        {
            { "messaging.system", "kafka" },
            { "messaging.operation.name", "send" },
            { "messaging.destination.name", options.Value.Topic },
        };
        _spans = new SpanBudget(options.Value.TracesPerSecond, time);
    }

    /// <summary>
    /// The span of one message, from sealing to acknowledgement; null when there have been enough in this second and the message
    /// belongs to no trace.
    /// </summary>
    public Activity? StartSend(string topic)
    {
        if (!_activities.HasListeners() || (Activity.Current is null && !_spans.TryTake()))
        {
            return null;
        }

        var activity = _activities.StartActivity($"send {topic}", ActivityKind.Producer);
        activity?.SetTag("messaging.system", "kafka");
        activity?.SetTag("messaging.operation.type", "send");
        activity?.SetTag("messaging.operation.name", "send");
        activity?.SetTag("messaging.destination.name", topic);
        return activity;
    }

    /// <summary>Counts a message that the brokers have.</summary>
    public void Delivered(TimeSpan duration)
    {
        _sent.Add(1, _tags);
        _duration.Record(duration.TotalSeconds, _tags);
    }

    /// <summary>Counts a message that they do not have.</summary>
    public void Failed(TimeSpan duration, ErrorCode error)
    {
        var tags = _tags;
        tags.Add("error.type", error.ToString());
        _sent.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>Counts a look at the source of the public key: <c>same</c>, <c>new</c> or <c>failed</c>.</summary>
    public void KeyRead(string outcome) => _keyReads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }
}
