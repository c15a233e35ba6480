using CcDemo.KafkaClient;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Consumer.Messages;

/// <summary>A message on the board: as it came, and what became of it.</summary>
/// <param name="Id">Its number on this board, counted from 1.</param>
/// <param name="Revision">The board's revision at its last change.</param>
/// <param name="Source">The message as Kafka delivered it.</param>
/// <param name="Form">What it says of itself; null when it has no known form.</param>
/// <param name="Opening">What became of it.</param>
internal sealed record BoardMessage(long Id, long Revision, ConsumeResult<byte[], byte[]> Source, SealedForm? Form, Opening Opening)
{
    /// <summary>The value; empty for a record without one.</summary>
    public byte[] Value => Source.Message.Value ?? [];

    /// <summary>The name of its state, as pages and programs get it.</summary>
    public string State => Opening.State.ToString().ToLowerInvariant();

    /// <summary>The trace that its sender began; null when its headers name none.</summary>
    public string? TraceId => TraceHeaders.Read(Source.Message.Headers) is { TraceId: var trace } context && context != default ? trace.ToHexString() : null;
}
