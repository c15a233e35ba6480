using Confluent.Kafka;

namespace CcDemo.Consumer.Kafka;

/// <summary>Messages that were there at one time, in order within a partition: everything is done for a batch at once that need not be done for each.</summary>
internal sealed class MessageBatch(long startedAt)
{
    /// <summary>Large enough that a batch's cost vanishes in its messages', small enough that the first does not wait for the last, even if each takes an RSA operation.</summary>
    private const int MostMessages = 250;
    private const long MostBytes = 1024 * 1024;

    private readonly List<TakenMessage> _messages = [];

    /// <summary>When its first message came, as <see cref="TimeProvider.GetTimestamp"/> has it.</summary>
    public long StartedAt { get; } = startedAt;

    public IReadOnlyList<TakenMessage> Messages => _messages;

    /// <summary>Bytes of keys, values and headers.</summary>
    public long Bytes { get; private set; }

    public bool IsFull => _messages.Count >= MostMessages || Bytes >= MostBytes;

    public void Add(ConsumeResult<byte[], byte[]> source, PartitionLease lease)
    {
        _messages.Add(new TakenMessage(source, lease));
        Bytes += SizeOf(source.Message);
    }

    /// <summary>Takes out what belongs to partitions that have gone; false when nothing is left.</summary>
    public bool Prune()
    {
        _messages.RemoveAll(message => message.Lease.IsEnding);
        return _messages.Count > 0;
    }

    /// <summary>Puts its messages on their way.</summary>
    public void Depart()
    {
        foreach (var message in _messages)
        {
            message.Lease.Take();
        }
    }

    private static long SizeOf(Message<byte[], byte[]> message)
    {
        long size = (message.Key?.Length ?? 0) + (message.Value?.Length ?? 0);
        if (message.Headers is { Count: > 0 } headers)
        {
            for (var i = 0; i < headers.Count; i++)
            {
                size += headers[i].GetValueBytes()?.Length ?? 0;
            }
        }

        return size;
    }
}
