using System.Diagnostics;
using System.Globalization;
using System.Text;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Consumer.Kafka;

/// <summary>A message that cannot be opened, and why.</summary>
/// <param name="Source">The message as it came.</param>
/// <param name="Code">The reason's code.</param>
/// <param name="Reason">The reason as a sentence.</param>
/// <param name="Trace">The trace that it belongs to; default for none.</param>
/// <param name="Pending">What waits for its delivery; null when nothing does.</param>
internal sealed record DeadLetter(ConsumeResult<byte[], byte[]> Source, RefusalCode Code, string Reason, ActivityContext Trace, PendingLetter? Pending)
{
    public const string CodeHeader = "ccdemo-dlq-code";
    public const string ReasonHeader = "ccdemo-dlq-reason";
    public const string TopicHeader = "ccdemo-dlq-topic";
    public const string PartitionHeader = "ccdemo-dlq-partition";
    public const string OffsetHeader = "ccdemo-dlq-offset";
    public const string TraceHeader = "ccdemo-dlq-trace-id";
    public const string OmittedHeader = "ccdemo-dlq-omitted-bytes";

    /// <summary>How often it was not taken so far.</summary>
    public int Failures { get; set; }

    /// <summary>Whether the brokers find it too large, so that only its description goes; the original is where the headers say.</summary>
    public bool IsDescriptionOnly { get; set; }

    /// <summary>Bytes of the value.</summary>
    public int Size => Source.Message.Value?.Length ?? 0;

    /// <summary>The original key, value, time and headers, and headers that explain it.</summary>
    public Message<byte[]?, byte[]?> ToMessage() => new()
    {
        Key = IsDescriptionOnly ? null : Source.Message.Key,
        Value = IsDescriptionOnly ? [] : Source.Message.Value,
        Timestamp = Source.Message.Timestamp,
        Headers = Explained(),
    };

    private Headers Explained()
    {
        var headers = new Headers();
        foreach (var header in IsDescriptionOnly ? [] : Source.Message.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Set(CodeHeader, Code.ToName());
        Set(ReasonHeader, Reason);
        Set(TopicHeader, Source.Topic);
        Set(PartitionHeader, Source.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Set(OffsetHeader, Source.Offset.Value.ToString(CultureInfo.InvariantCulture));
        if (Trace != default)
        {
            Set(TraceHeader, Trace.TraceId.ToHexString());
        }

        if (IsDescriptionOnly)
        {
            Set(OmittedHeader, Size.ToString(CultureInfo.InvariantCulture));
        }

        return headers;

        void Set(string name, string value)
        {
            headers.Remove(name);
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }
    }
}
