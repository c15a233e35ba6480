using System.Diagnostics;
using System.Diagnostics.Metrics;
using CcDemo.Consumer.Kafka;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Telemetry;

/// <summary>Spans and metrics after OpenTelemetry's semantic conventions for messaging. Thread-safe.</summary>
internal sealed class ConsumerTelemetry : IDisposable
{
    public const string Name = "CcDemo.Consumer";

    private static readonly MessageState[] States = Enum.GetValues<MessageState>();

    private readonly ActivitySource _activities = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _releases;
    private readonly Histogram<double> _duration;
    private readonly SpanBudget _budget;
    private readonly string _group;

    public ConsumerTelemetry(IMeterFactory meters, IOptions<ConsumerOptions> options, TimeProvider time)
    {
        _group = options.Value.Group;
        _budget = new SpanBudget(options.Value.SpansPerSecond, time);
        _meter = meters.Create(Name);
        _consumed = _meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that were taken from the topic.");
        _duration = _meter.CreateHistogram<double>("messaging.process.duration", "s", "From taking a batch of messages to having dealt with it.");
        _deadLetters = _meter.CreateCounter<long>("ccdemo.deadletters", "{message}", "Messages that went to the dead-letter topic, by reason.");
        _releases = _meter.CreateCounter<long>("ccdemo.key.releases", "{request}", "Key releases asked for, by outcome.");
    }

    /// <summary>The span of one message; its parent is the span that sent it, so that both are one trace. Null for what is beyond the budget of spans.</summary>
    public Activity? StartProcess(ConsumeResult<byte[], byte[]> message)
    {
        if (!_activities.HasListeners() || !_budget.TryTake())
        {
            return null;
        }

        var before = Activity.Current;
        var activity = _activities.StartActivity($"process {message.Topic}", ActivityKind.Consumer, TraceHeaders.Read(message.Message.Headers));
        activity?.SetTag("messaging.system", "kafka");
        activity?.SetTag("messaging.operation.type", "process");
        activity?.SetTag("messaging.operation.name", "process");
        activity?.SetTag("messaging.destination.name", message.Topic);
        activity?.SetTag("messaging.destination.partition.id", $"{message.Partition.Value}");
        activity?.SetTag("messaging.consumer.group.name", _group);
        activity?.SetTag("messaging.kafka.offset", message.Offset.Value);
        activity?.SetTag("messaging.message.body.size", message.Message.Value?.Length ?? 0);

        // It ends elsewhere; what this thread does next is not part of it.
        Activity.Current = before;
        return activity;
    }

    /// <summary>Ends the span of a message that was dealt with.</summary>
    public static void End(TakenMessage message)
    {
        if (message is { Activity: { } activity, Opening: { } opening })
        {
            activity.SetTag("ccdemo.message.state", NameOf(opening.State));
            if (opening.State == MessageState.Refused)
            {
                activity.SetStatus(ActivityStatusCode.Error, opening.Reason);
            }

            activity.Dispose();
        }
    }

    /// <summary>The trace that a message belongs to; default for none.</summary>
    public static ActivityContext TraceOf(TakenMessage message) => message.Activity?.Context ?? TraceHeaders.Read(message.Source.Message.Headers);

    /// <summary>The span of one key release, under the message that waits for it.</summary>
    public Activity? StartRelease(string keyId, ActivityContext waiting)
    {
        var activity = _activities.StartActivity("release key", ActivityKind.Internal, waiting);
        activity?.SetTag("ccdemo.key.id", keyId);
        return activity;
    }

    /// <summary>Counts a batch.</summary>
    public void Processed(IReadOnlyList<TakenMessage> messages, TimeSpan duration)
    {
        Span<int> counts = stackalloc int[States.Length];
        foreach (var message in messages)
        {
            counts[(int)message.Opening!.State]++;
        }

        foreach (var state in States)
        {
            if (counts[(int)state] > 0)
            {
                var tags = new TagList { { "messaging.system", "kafka" }, { "messaging.destination.name", messages[0].Source.Topic }, { "ccdemo.message.state", NameOf(state) } };
                _consumed.Add(counts[(int)state], tags);
                _duration.Record(duration.TotalSeconds, tags);
            }
        }
    }

    public void DeadLettered(string code) => _deadLetters.Add(1, new KeyValuePair<string, object?>("ccdemo.refusal.code", code));

    public void ReleaseAsked(string outcome) => _releases.Add(1, new KeyValuePair<string, object?>("ccdemo.key.outcome", outcome));

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }

    private static string NameOf(MessageState state) => state switch
    {
        MessageState.Sealed => "sealed",
        MessageState.Opened => "opened",
        _ => "refused",
    };
}
