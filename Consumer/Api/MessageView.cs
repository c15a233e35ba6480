using CcDemo.Consumer.Messages;
using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Api;

/// <summary>A message as the page and the API show it.</summary>
/// <param name="Id">Its number on this consumer, counted from 1.</param>
/// <param name="Partition">The partition it came from.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Timestamp">When it was sent, as Kafka has it.</param>
/// <param name="Format"><c>jwe</c>, <c>rsa-oaep</c> or <c>unknown</c>.</param>
/// <param name="KeyId">The <c>kid</c> it names, if any.</param>
/// <param name="State"><c>sealed</c>, <c>opened</c> or <c>refused</c>.</param>
/// <param name="Sealed">The value on the topic; base64 when it is not text.</param>
/// <param name="Text">The opened text; null when it is not open.</param>
/// <param name="Reason">Why it is not open; null when it is.</param>
/// <param name="TraceId">The trace that its sender began; null when its headers name none.</param>
public sealed record MessageView(
    long Id, int Partition, long Offset, DateTimeOffset Timestamp, string Format, string? KeyId, string State, string Sealed, string? Text, string? Reason, string? TraceId)
{
    internal static MessageView Of(BoardMessage message) => new(
        message.Id,
        message.Source.Partition.Value,
        message.Source.Offset.Value,
        new DateTimeOffset(message.Source.Message.Timestamp.UtcDateTime),
        message.Form?.Format.ToName() ?? "unknown",
        message.Form?.KeyId,
        message.State,
        SealedText.Whole(message.Value),
        message.Opening.Text,
        message.Opening.Reason,
        message.TraceId);
}
