using System.Threading.Channels;
using CcDemo.KafkaClient;
using Confluent.Kafka;

namespace CcDemo.Consumer.Kafka;

/// <summary>
/// The one thread that polls Kafka. Polling blocks, so it gets a thread of its own; what it reads goes into a bounded
/// channel, and when nobody takes it the thread waits, which holds the brokers back.
/// </summary>
internal sealed partial class ConsumeThread(KafkaConsumerFactory factory, KafkaHealth health, string topic, ILogger logger)
{
    private const int Buffered = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<ConsumeResult<byte[], byte[]>> _messages = Channel.CreateBounded<ConsumeResult<byte[], byte[]>>(
        new BoundedChannelOptions(Buffered) { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource _handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IConsumer<byte[], byte[]>? _consumer;

    /// <summary>What was read, in order within a partition; completes when the thread stops.</summary>
    public ChannelReader<ConsumeResult<byte[], byte[]>> Messages => _messages.Reader;

    public void Start(CancellationToken ct)
        => new Thread(() => Run(ct)) { IsBackground = true, Name = $"Kafka consumer of {topic}" }.Start();

    /// <summary>Marks a message as dealt with; its offset will be committed.</summary>
    public void Store(ConsumeResult<byte[], byte[]> message)
    {
        try
        {
            _consumer?.StoreOffset(message);
        }
        catch (KafkaException e)
        {
            // The partition has gone to another member, which will read the message again.
            Log.NotStored(logger, message.TopicPartitionOffset.ToString(), e.Error.Reason);
        }
    }

    /// <summary>Says that every message taken was dealt with; ends when the group was left and the last offsets committed.</summary>
    public Task EndAsync()
    {
        _handled.TrySetResult();
        return _ended.Task;
    }

    private void Run(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                ConsumeUntilFatal(ct);
                ct.WaitHandle.WaitOne(Pause);
            }
        }
        finally
        {
            _messages.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    private void ConsumeUntilFatal(CancellationToken ct)
    {
        using var consumer = factory.CreateConsumer();
        _consumer = consumer;
        consumer.Subscribe(topic);
        try
        {
            while (TryConsume(consumer, ct))
            {
            }
        }
        catch (OperationCanceledException)
        {
            _messages.Writer.TryComplete();
            _handled.Task.Wait(TimeSpan.FromSeconds(2), CancellationToken.None);
        }
        finally
        {
            _consumer = null;
            consumer.Close();
        }
    }

    /// <summary>False after an error that this consumer cannot recover from.</summary>
    private bool TryConsume(IConsumer<byte[], byte[]> consumer, CancellationToken ct)
    {
        try
        {
            var message = consumer.Consume(ct);
            health.Works();
            while (!_messages.Writer.TryWrite(message))
            {
                _messages.Writer.WaitToWriteAsync(ct).AsTask().GetAwaiter().GetResult();
            }

            return true;
        }
        catch (ConsumeException e)
        {
            health.Report(e.Error);
            Log.NotConsumed(logger, topic, e.Error.Code.ToString(), e.Error.Reason);
            ct.WaitHandle.WaitOne(Pause);
            return !e.Error.IsFatal;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The topic {Topic} could not be read ({Code}): {Reason}")]
        public static partial void NotConsumed(ILogger logger, string topic, string code, string reason);

        [LoggerMessage(LogLevel.Information, "The offset {Offset} was not stored: {Reason}")]
        public static partial void NotStored(ILogger logger, string offset, string reason);
    }
}
