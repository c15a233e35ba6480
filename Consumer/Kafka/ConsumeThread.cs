using System.Threading.Channels;
using CcDemo.KafkaClient;
using Confluent.Kafka;

namespace CcDemo.Consumer.Kafka;

/// <summary>
/// The one thread that talks to the Kafka consumer. Polling blocks, so it gets a thread of its own: it collects what is there
/// into batches, hands them over while there is room for them, and stores the offsets of what was dealt with. When there is
/// no room it pauses the partitions and polls on, so that the group goes on knowing this member.
/// </summary>
internal sealed partial class ConsumeThread(
    KafkaConsumerFactory factory, KafkaHealth health, InFlight inFlight, Func<bool> isHeldUp, string topic, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly Channel<MessageBatch> _batches = Channel.CreateUnbounded<MessageBatch>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Dictionary<TopicPartition, PartitionLease> _leases = [];
    private readonly HashSet<TopicPartition> _paused = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was read, in order within a partition, no more than there is room for; completes when the thread stops.</summary>
    public ChannelReader<MessageBatch> Batches => _batches.Reader;

    public void Start(CancellationToken ct)
        => new Thread(() => Run(ct)) { IsBackground = true, Name = $"Kafka consumer of {topic}" }.Start();

    /// <summary>Ends when the group was left and the last offsets were committed.</summary>
    public Task EndAsync() => _ended.Task;

    private void Run(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                ConsumeUntilFatal(ct);
                ct.WaitHandle.WaitOne(PauseAfterError);
            }
        }
        finally
        {
            _batches.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    private void ConsumeUntilFatal(CancellationToken ct)
    {
        using var consumer = factory.CreateConsumer(OnAssigned, OnRevoked, OnLost);
        consumer.Subscribe(topic);
        try
        {
            while (!ct.IsCancellationRequested && TryConsume(consumer, ct))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        finally
        {
            if (ct.IsCancellationRequested)
            {
                _batches.Writer.TryComplete();
            }

            Settle(consumer, TakeLeases([.. _leases.Keys]), ct.IsCancellationRequested ? EndPatience : LeavePatience);
            _paused.Clear();
            consumer.Close();
        }
    }

    /// <summary>False after an error that this consumer cannot recover from.</summary>
    private bool TryConsume(IConsumer<byte[], byte[]> consumer, CancellationToken ct)
    {
        try
        {
            var batch = new MessageBatch(time.GetTimestamp());
            Collect(consumer, batch);
            StoreProgress(consumer, _leases.Values);
            if (batch.Messages.Count > 0)
            {
                health.Works();
                HandOver(consumer, batch, ct);
            }

            PauseAndResume(consumer, isHeldUp());
            return true;
        }
        catch (ConsumeException e)
        {
            health.Report(e.Error);
            Log.NotConsumed(logger, topic, e.Error.Code.ToString(), e.Error.Reason);
            ct.WaitHandle.WaitOne(PauseAfterError);
            return !e.Error.IsFatal;
        }
    }

    /// <summary>Waits a moment for a first message, and takes with it what is there already.</summary>
    private void Collect(IConsumer<byte[], byte[]> consumer, MessageBatch batch)
    {
        try
        {
            var message = consumer.Consume(PollTime);
            while (message is not null)
            {
                if (!message.IsPartitionEOF && _leases.TryGetValue(message.TopicPartition, out var lease))
                {
                    batch.Add(message, lease);
                }

                message = batch.IsFull ? null : consumer.Consume(TimeSpan.Zero);
            }
        }
        catch (ConsumeException e) when (batch.Messages.Count > 0 && !e.Error.IsFatal)
        {
            // What was taken before the error must not be lost: the client has gone past it.
            health.Report(e.Error);
            Log.NotConsumed(logger, topic, e.Error.Code.ToString(), e.Error.Reason);
        }
    }

    private void HandOver(IConsumer<byte[], byte[]> consumer, MessageBatch batch, CancellationToken ct)
    {
        while (batch.Prune())
        {
            if (inFlight.TryEnter(batch, TimeSpan.FromSeconds(1), ct))
            {
                batch.Depart();
                _batches.Writer.TryWrite(batch);
                return;
            }

            // No room for a second: rather than fetch on, only stay a member of the group.
            PauseAndResume(consumer, everything: true);
            Collect(consumer, batch);
            StoreProgress(consumer, _leases.Values);
        }
    }

    private void OnAssigned(List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _leases[partition] = new PartitionLease(partition);
        }

        Log.Assigned(logger, partitions.Count, _leases.Count);
    }

    /// <summary>The partitions are still this member's: what was opened is dealt with and its offsets are stored, which commits them.</summary>
    private void OnRevoked(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        Settle(consumer, TakeLeases(partitions), LeavePatience);
        LetGo(consumer, partitions);
        Log.Revoked(logger, partitions.Count, _leases.Count);
    }

    /// <summary>The partitions belong to somebody else already, who begins at what was committed.</summary>
    private void OnLost(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        foreach (var lease in TakeLeases(partitions))
        {
            _ = lease.EndAsync();
        }

        LetGo(consumer, partitions);
        Log.Lost(logger, partitions.Count);
    }

    private List<PartitionLease> TakeLeases(List<TopicPartition> partitions)
    {
        var leases = new List<PartitionLease>();
        foreach (var partition in partitions)
        {
            if (_leases.Remove(partition, out var lease))
            {
                leases.Add(lease);
            }
        }

        return leases;
    }

    /// <summary>The client keeps a partition paused that goes and comes back, and would never read it again.</summary>
    private void LetGo(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        Apply(consumer.Resume, [.. partitions.Where(_paused.Contains)]);
        _paused.ExceptWith(partitions);
    }

    private void Settle(IConsumer<byte[], byte[]> consumer, List<PartitionLease> leases, TimeSpan patience)
    {
        var drained = leases.Select(lease => lease.EndAsync()).ToArray();
        if (!Task.WaitAll(drained, patience))
        {
            Log.NotDrained(logger, patience.TotalSeconds);
        }

        StoreProgress(consumer, leases);
    }

    private void StoreProgress(IConsumer<byte[], byte[]> consumer, IEnumerable<PartitionLease> leases)
    {
        foreach (var lease in leases)
        {
            if (lease.TakeProgress() is not { } offset)
            {
                continue;
            }

            try
            {
                consumer.StoreOffset(new TopicPartitionOffset(lease.Partition, offset));
            }
            catch (KafkaException e)
            {
                // The partition has gone to another member, which will read the messages again.
                Log.NotStored(logger, $"{lease.Partition}@{offset}", e.Error.Reason);
            }
        }
    }

    /// <summary>Holds everything, or those partitions whose dead letters do not get through, and lets go of the others.</summary>
    private void PauseAndResume(IConsumer<byte[], byte[]> consumer, bool everything)
    {
        if (!everything && _paused.Count == 0 && !_leases.Values.Any(lease => lease.HasFailingLetters))
        {
            return;
        }

        var wanted = _leases.Values.Where(lease => everything || lease.HasFailingLetters).Select(lease => lease.Partition).ToHashSet();
        Apply(consumer.Pause, [.. wanted.Except(_paused)]);
        Apply(consumer.Resume, [.. _paused.Except(wanted)]);
        _paused.Clear();
        _paused.UnionWith(wanted);
    }

    private void Apply(Action<IEnumerable<TopicPartition>> action, List<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        try
        {
            action(partitions);
        }
        catch (KafkaException e)
        {
            Log.NotPaused(logger, e.Error.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The topic {Topic} could not be read ({Code}): {Reason}")]
        public static partial void NotConsumed(ILogger logger, string topic, string code, string reason);

        [LoggerMessage(LogLevel.Information, "{Count} partitions came; reading {Total}.")]
        public static partial void Assigned(ILogger logger, int count, int total);

        [LoggerMessage(LogLevel.Information, "{Count} partitions go to another member; reading {Total}.")]
        public static partial void Revoked(ILogger logger, int count, int total);

        [LoggerMessage(LogLevel.Warning, "{Count} partitions were lost to other members, who read again what was not committed.")]
        public static partial void Lost(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "Not everything that was read was dealt with within {Seconds} seconds; it will be read again.")]
        public static partial void NotDrained(ILogger logger, double seconds);

        [LoggerMessage(LogLevel.Information, "The offset {Offset} was not stored: {Reason}")]
        public static partial void NotStored(ILogger logger, string offset, string reason);

        [LoggerMessage(LogLevel.Information, "Partitions could not be paused or resumed: {Reason}")]
        public static partial void NotPaused(ILogger logger, string reason);
    }
}
