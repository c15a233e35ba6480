using System.Diagnostics;
using CcDemo.Consumer.Messages;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Consumer.Kafka;

/// <summary>A message on its way through this program.</summary>
internal sealed class TakenMessage(ConsumeResult<byte[], byte[]> source, PartitionLease lease)
{
    public ConsumeResult<byte[], byte[]> Source { get; } = source;

    public PartitionLease Lease { get; } = lease;

    /// <summary>What it says of itself; null when that is unknown.</summary>
    public SealedForm? Form { get; set; }

    /// <summary>What became of it; null before it was tried.</summary>
    public Opening? Opening { get; set; }

    /// <summary>Its span; null for most messages of a flood.</summary>
    public Activity? Activity { get; set; }
}
