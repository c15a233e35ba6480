namespace CcDemo.Producer.Sending;

/// <summary>A message that the brokers have acknowledged.</summary>
public sealed record SentMessage(long Number, int Partition, long Offset, DateTimeOffset SentAt, string Format, string? KeyId);
