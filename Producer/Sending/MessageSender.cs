using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Unicode;
using CcDemo.KafkaClient;
using CcDemo.MessageEncryption;
using CcDemo.Producer.Kafka;
using CcDemo.Producer.Settings;
using CcDemo.Producer.Telemetry;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Sending;

/// <summary>Numbers, seals and sends texts: <c>Msg 1: ...</c>, <c>Msg 2: ...</c>. Thread-safe.</summary>
internal sealed partial class MessageSender(
    IMessageSealer sealer, KafkaProducer kafka, ProducerTelemetry telemetry, IOptions<ProducerOptions> options, TimeProvider time, ILogger<MessageSender> logger)
{
    private static readonly int LongestPrefix = $"Msg {long.MaxValue}: ".Length;
    private static readonly TimeSpan QueueRest = TimeSpan.FromMilliseconds(5);

    private readonly Lock _order = new();
    private readonly Lock _report = new();
    private readonly ThrottledReport _warnings = new(TimeSpan.FromSeconds(5), time);
    private readonly string _topic = options.Value.Topic;
    private readonly TimeSpan _sendTimeout = options.Value.SendTimeout;
    private volatile bool _queueIsFull;
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
    /// <exception cref="KafkaException">The brokers did not take it.</exception>
    /// <exception cref="TimeoutException">They have not acknowledged it in <c>Producer:SendTimeout</c>, and may do so later.</exception>
    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<SentMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = time.GetTimestamp();
        while (!TryHandOver(message, answer))
        {
            await RoomAsync().WaitAsync(Left(), time, ct);
        }

        return await answer.Task.WaitAsync(Left(), time, ct);

        TimeSpan Left()
        {
            var left = _sendTimeout - time.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Sends one text without waiting; its report is counted. False when there is no room: wait for <see cref="RoomAsync"/>.</summary>
    /// <exception cref="ArgumentException">The text cannot be sealed.</exception>
    /// <exception cref="KafkaException">The client does not take it at all.</exception>
    public bool TrySend(OutgoingMessage message) => TryHandOver(message, null);

    /// <summary>Ends when there is room for more messages on their way to the brokers.</summary>
    public Task RoomAsync() => _queueIsFull ? Task.Delay(QueueRest, time) : kafka.Window.RoomAsync();

    /// <summary>The report on a message, from the client's thread.</summary>
    public void OnReport(PendingMessage message, DeliveryReport<byte[]?, byte[]> report)
    {
        kafka.Window.Leave(message.Weight);
        using var activity = message.Activity;
        var duration = time.GetElapsedTime(message.StartedAt);
        if (report.Error.IsError)
        {
            telemetry.Failed(duration, report.Error.Code);
            activity?.SetTag("error.type", report.Error.Code.ToString());
            activity?.SetStatus(ActivityStatusCode.Error, report.Error.Reason);
            Warn(message.Number, report.Error.Reason);
            message.Answer?.TrySetException(new KafkaException(report.Error));
            return;
        }

        var sent = new SentMessage(message.Number, report.Partition.Value, report.Offset.Value, time.GetUtcNow(), message.Format.ToName(), message.KeyId)
        {
            Sealed = message.Sealed,
        };
        if (activity is not null)
        {
            activity.SetTag("messaging.destination.partition.id", $"{sent.Partition}");
            activity.SetTag("messaging.kafka.offset", sent.Offset);
        }

        kafka.Works();
        telemetry.Delivered(duration);
        Remember(sent);
        Log.Sent(logger, sent.Number, sent.Partition, sent.Offset);
        message.Answer?.TrySetResult(sent);
    }

    /// <summary>Numbers follow one another on the topic as they do here, so numbering and handing over are one step.</summary>
    private bool TryHandOver(OutgoingMessage outgoing, TaskCompletionSource<SentMessage>? answer)
    {
        lock (_order)
        {
            var weight = outgoing.Text.Length * 4 / 3 + 1024;
            if (!kafka.Window.TryEnter(weight))
            {
                return false;
            }

            var around = Activity.Current;
            Activity? activity = null;
            var isHandedOver = false;
            try
            {
                activity = telemetry.StartSend(_topic);
                var startedAt = time.GetTimestamp();
                var message = Seal(_number + 1, outgoing);
                activity?.SetTag("messaging.message.body.size", message.Value.Length);
                activity?.SetTag("ccdemo.message.number", _number + 1);
                activity?.SetTag("ccdemo.message.format", message.Format.ToName());
                var pending = new PendingMessage(this, _number + 1, message, activity, answer) { StartedAt = startedAt, Weight = weight };
                isHandedOver = kafka.TryProduce(new Message<byte[]?, byte[]> { Key = outgoing.Key!, Value = message.Value, Headers = HeadersOf(outgoing, activity)! }, pending.OnReport);
                _number += isHandedOver ? 1 : 0;
                _queueIsFull = !isHandedOver;
                return isHandedOver;
            }
            catch (KafkaException e)
            {
                telemetry.Failed(TimeSpan.Zero, e.Error.Code);
                Warn(_number + 1, e.Error.Reason);
                throw;
            }
            finally
            {
                if (!isHandedOver)
                {
                    kafka.Window.Leave(weight);
                    activity?.Dispose();
                }

                if (activity is not null)
                {
                    // It ends on the client's thread, and is nobody's parent here.
                    Activity.Current = around;
                }
            }
        }
    }

    private static Headers? HeadersOf(OutgoingMessage message, Activity? activity)
    {
        if (activity is null && message.Headers.Count == 0)
        {
            return null;
        }

        var headers = TraceHeaders.Of(activity);
        foreach (var header in message.Headers)
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        return headers;
    }

    private void Remember(SentMessage sent)
    {
        lock (_report)
        {
            if (_last is null || _last.Number < sent.Number)
            {
                _last = sent;
            }
        }
    }

    /// <summary>One warning in five seconds; the others are counted as metrics.</summary>
    private void Warn(long number, string reason)
    {
        if (_warnings.Count() > 0)
        {
            Log.NotSent(logger, number, reason);
        }
    }

    /// <summary>Seals <c>Msg NUMBER: TEXT</c>.</summary>
    private SealedMessage Seal(long number, OutgoingMessage message)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestPrefix + message.Text.Length);
        try
        {
            Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"Msg {number}: ", out var prefix);
            message.Text.CopyTo(buffer, prefix);
            return sealer.Seal(buffer.AsSpan(0, prefix + message.Text.Length), message.Key);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Sent message {Number} to partition {Partition} at offset {Offset}.")]
        public static partial void Sent(ILogger logger, long number, int partition, long offset);

        [LoggerMessage(LogLevel.Warning, "Message {Number} was not sent: {Reason}")]
        public static partial void NotSent(ILogger logger, long number, string reason);
    }
}
