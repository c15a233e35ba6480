namespace CcDemo.Consumer.Kafka;

/// <summary>A dead letter on its way, for whose sake the partition's offset waits.</summary>
internal sealed class PendingLetter(PartitionLease lease, long offset)
{
    public long Offset { get; } = offset;

    internal bool IsDelivered { get; set; }

    internal bool IsFailing { get; set; }

    /// <summary>The brokers did not take it; it will be sent again.</summary>
    public void Failed() => lease.LetterFailed(this);

    /// <summary>It is on the dead-letter topic.</summary>
    public void Delivered() => lease.LetterDelivered(this);
}
