using System.Diagnostics;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Producer.Sending;

/// <summary>A message on its way to the brokers, until their report.</summary>
internal sealed class PendingMessage(MessageSender sender, long number, SealedMessage message, Activity? activity, TaskCompletionSource<SentMessage>? answer)
{
    public long Number { get; } = number;

    public Activity? Activity { get; } = activity;

    /// <summary>Who waits for the report; null when it is only counted.</summary>
    public TaskCompletionSource<SentMessage>? Answer { get; } = answer;

    /// <summary>The form that it was sealed in.</summary>
    public MessageFormat Format { get; } = message.Format;

    /// <summary>The key that it was sealed for; null when its form does not name one.</summary>
    public string? KeyId { get; } = message.KeyId;

    /// <summary>The message itself; null when nobody waits, since the client has a copy and thousands may be on their way.</summary>
    public SealedMessage? Sealed { get; } = answer is null ? null : message;

    public required long StartedAt { get; init; }

    /// <summary>What it counts for in the window.</summary>
    public required int Weight { get; init; }

    public void OnReport(DeliveryReport<byte[]?, byte[]> report) => sender.OnReport(this, report);
}
