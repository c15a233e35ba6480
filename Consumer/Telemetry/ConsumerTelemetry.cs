using System.Diagnostics;
using System.Diagnostics.Metrics;
using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Telemetry;

/// <summary>Spans and metrics after OpenTelemetry's semantic conventions for messaging.</summary>
internal sealed class ConsumerTelemetry : IDisposable
{
    public const string Name = "CcDemo.Consumer";

    private readonly ActivitySource _activities = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _releases;
    private readonly Histogram<double> _duration;
    private readonly string _group;

    public ConsumerTelemetry(IMeterFactory meters, IOptions<ConsumerOptions> options)
    {
        _group = options.Value.Group;
        _meter = meters.Create(Name);
        _consumed = _meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that were taken from the topic.");
        _duration = _meter.CreateHistogram<double>("messaging.process.duration", "s", "From taking a message to having dealt with it.");
        _releases = _meter.CreateCounter<long>("ccdemo.key.releases", "{request}", "Key releases asked for, by outcome.");
    }

    /// <summary>The span of one message; its parent is the span that sent it, so that both are one trace.</summary>
    public Activity? StartProcess(ConsumeResult<byte[], byte[]> message)
    {
        var activity = _activities.StartActivity($"process {message.Topic}", ActivityKind.Consumer, TraceHeaders.Read(message.Message.Headers));
        activity?.SetTag("messaging.system", "kafka");
        activity?.SetTag("messaging.operation.type", "process");
        activity?.SetTag("messaging.operation.name", "process");
        activity?.SetTag("messaging.destination.name", message.Topic);
        activity?.SetTag("messaging.destination.partition.id", $"{message.Partition.Value}");
        activity?.SetTag("messaging.consumer.group.name", _group);
        activity?.SetTag("messaging.kafka.offset", message.Offset.Value);
        activity?.SetTag("messaging.message.body.size", message.Message.Value?.Length ?? 0);
        return activity;
    }

    /// <summary>The span of one key release, under the message that waits for it.</summary>
    public Activity? StartRelease(string keyId, ActivityContext waiting)
    {
        var activity = _activities.StartActivity("release key", ActivityKind.Internal, waiting);
        activity?.SetTag("ccdemo.key.id", keyId);
        return activity;
    }

    public void Processed(string topic, TimeSpan duration, string state)
    {
        var tags = new TagList { { "messaging.system", "kafka" }, { "messaging.destination.name", topic }, { "ccdemo.message.state", state } };
        _consumed.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    public void ReleaseAsked(string outcome) => _releases.Add(1, new KeyValuePair<string, object?>("ccdemo.key.outcome", outcome));

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }
}
