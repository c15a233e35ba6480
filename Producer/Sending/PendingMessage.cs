using System.Diagnostics;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Producer.Sending;

/// <summary>A message on its way to the brokers, until their report.</summary>
internal sealed class PendingMessage(MessageSender sender, long number, Activity? activity, TaskCompletionSource<SentMessage>? answer)
{
    public long Number { get; } = number;

    public Activity? Activity { get; } = activity;

    /// <summary>Who waits for the report; null when it is only counted.</summary>
    public TaskCompletionSource<SentMessage>? Answer { get; } = answer;

    public required SealedMessage Sealed { get; init; }

    public required long StartedAt { get; init; }

    /// <summary>What it counts for in the window.</summary>
    public required int Weight { get; init; }

    public void OnReport(DeliveryReport<byte[]?, byte[]> report) => sender.OnReport(this, report);
}
