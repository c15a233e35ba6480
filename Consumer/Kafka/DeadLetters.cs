using System.Globalization;
using System.Text;
using CcDemo.Consumer.Settings;
using CcDemo.MessageEncryption;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>Sends what cannot be opened to the dead-letter topic, unchanged, with the reason in headers.</summary>
internal sealed partial class DeadLetters(KafkaConsumerFactory factory, IOptions<ConsumerOptions> options, ILogger<DeadLetters> logger) : IDisposable
{
    public const string CodeHeader = "ccdemo-dlq-code";
    public const string ReasonHeader = "ccdemo-dlq-reason";
    public const string TopicHeader = "ccdemo-dlq-topic";
    public const string PartitionHeader = "ccdemo-dlq-partition";
    public const string OffsetHeader = "ccdemo-dlq-offset";

    private readonly Lazy<IProducer<byte[], byte[]>> _producer = new(factory.CreateDeadLetterProducer);

    /// <summary>Sends one message. When the brokers do not take it, that is logged and the stream goes on: the page shows it.</summary>
    public async Task SendAsync(ConsumeResult<byte[], byte[]> message, RefusalCode code, string reason, CancellationToken ct)
    {
        var letter = new Message<byte[], byte[]>
        {
            Key = message.Message.Key,
            Value = message.Message.Value,
            Timestamp = message.Message.Timestamp,
            Headers = Explained(message, code, reason),
        };
        try
        {
            await _producer.Value.ProduceAsync(options.Value.DeadLetterTopic, letter, ct);
            Log.Sent(logger, message.TopicPartitionOffset.ToString(), options.Value.DeadLetterTopic, code.ToName(), reason);
        }
        catch (KafkaException e)
        {
            Log.NotSent(logger, message.TopicPartitionOffset.ToString(), options.Value.DeadLetterTopic, e.Error.Reason);
        }
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
        {
            _producer.Value.Flush(TimeSpan.FromSeconds(1));
            _producer.Value.Dispose();
        }
    }

    private static Headers Explained(ConsumeResult<byte[], byte[]> message, RefusalCode code, string reason)
    {
        var headers = new Headers();
        foreach (var header in message.Message.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Add(CodeHeader, code.ToName());
        Add(ReasonHeader, reason);
        Add(TopicHeader, message.Topic);
        Add(PartitionHeader, message.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add(OffsetHeader, message.Offset.Value.ToString(CultureInfo.InvariantCulture));
        return headers;

        void Add(string name, string value)
        {
            headers.Remove(name);
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The message {Offset} went to {Topic} ({Code}): {Reason}")]
        public static partial void Sent(ILogger logger, string offset, string topic, string code, string reason);

        [LoggerMessage(LogLevel.Error, "The message {Offset} could not be sent to {Topic}: {Reason}")]
        public static partial void NotSent(ILogger logger, string offset, string topic, string reason);
    }
}
