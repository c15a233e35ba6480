using System.Text.Json.Serialization;
using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Sending;

/// <summary>A message that the brokers have acknowledged.</summary>
public sealed record SentMessage(long Number, int Partition, long Offset, DateTimeOffset SentAt, string Format, string? KeyId)
{
    /// <summary>What went on the topic; null when nobody waited for the report. Not part of the answer to a post.</summary>
    [JsonIgnore]
    public SealedMessage? Sealed { get; init; }
}
