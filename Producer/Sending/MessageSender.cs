using System.Diagnostics;
using CcDemo.KafkaClient;
using CcDemo.MessageEncryption;
using CcDemo.Producer.Kafka;
using CcDemo.Producer.Settings;
using CcDemo.Producer.Telemetry;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Sending;

/// <summary>Numbers, seals and sends texts: <c>Msg 1: ...</c>, <c>Msg 2: ...</c>. Thread-safe.</summary>
internal sealed class MessageSender(
    IMessageSealer sealer, KafkaProducer kafka, ProducerTelemetry telemetry, IOptions<ProducerOptions> options, TimeProvider time)
{
    private static readonly int LongestPrefix = Numbered(long.MaxValue, "").Length;

    private readonly Lock _order = new();
    private readonly string _topic = options.Value.Topic;
    private long _number;
    private SentMessage? _last;

    /// <summary>The longest text in UTF-8 bytes.</summary>
    public int MaxTextBytes => sealer.MaxTextBytes - LongestPrefix;

    /// <summary>The form of the messages.</summary>
    public string Format => sealer.Format.ToName();

    /// <summary>The message that was acknowledged last.</summary>
    public SentMessage? Last => Volatile.Read(ref _last);

    /// <summary>Sends one text; ends when the brokers have it.</summary>
    /// <exception cref="ArgumentException">The text cannot be sealed.</exception>
    /// <exception cref="ProduceException{TKey,TValue}">The brokers did not take it.</exception>
    public async Task<SentMessage> SendAsync(string text, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        using var activity = telemetry.StartSend(_topic);
        try
        {
            var (number, message, delivery) = Hand(text, activity, ct);
            var delivered = await delivery;
            var sent = new SentMessage(number, delivered.Partition.Value, delivered.Offset.Value, time.GetUtcNow(), message.Format.ToName(), message.KeyId);
            activity?.SetTag("messaging.destination.partition.id", $"{sent.Partition}");
            activity?.SetTag("messaging.kafka.offset", sent.Offset);
            telemetry.Sent(_topic, time.GetElapsedTime(started), null);
            Remember(sent);
            return sent;
        }
        catch (KafkaException e)
        {
            activity?.SetTag("error.type", e.Error.Code.ToString());
            activity?.SetStatus(ActivityStatusCode.Error, e.Error.Reason);
            telemetry.Sent(_topic, time.GetElapsedTime(started), e.Error.Code.ToString());
            throw;
        }
    }

    /// <summary>Numbers follow one another on the topic as they do here, so numbering and handing over are one step.</summary>
    private (long Number, SealedMessage Message, Task<DeliveryResult<Null, byte[]>> Delivery) Hand(string text, Activity? activity, CancellationToken ct)
    {
        lock (_order)
        {
            var message = sealer.Seal(Numbered(_number + 1, text));
            var number = ++_number;
            activity?.SetTag("messaging.message.body.size", message.Value.Length);
            activity?.SetTag("ccdemo.message.number", number);
            activity?.SetTag("ccdemo.message.format", message.Format.ToName());
            var delivery = kafka.ProduceAsync(new Message<Null, byte[]> { Value = message.Value, Headers = TraceHeaders.Of(activity) }, ct);
            return (number, message, delivery);
        }
    }

    private void Remember(SentMessage sent)
    {
        lock (_order)
        {
            if (_last is null || _last.Number < sent.Number)
            {
                _last = sent;
            }
        }
    }

    private static string Numbered(long number, string text) => $"Msg {number}: {text}";
}
