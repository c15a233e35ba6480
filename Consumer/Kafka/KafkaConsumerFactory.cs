using System.Globalization;
using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>Makes the Kafka clients of this service from its settings, and hears what they report.</summary>
internal sealed class KafkaConsumerFactory(
    IConfiguration configuration, IOptions<ConsumerOptions> options, BrokerTokens tokens, KafkaHealth health)
{
    private static readonly List<(string Name, string Reason)> DecidedHere =
    [
        ("enable.auto.commit", "what was shown or dead-lettered is committed, and nothing else."),
        ("enable.auto.offset.store", "what was shown or dead-lettered is committed, and nothing else."),
        ("group.id", "set CONSUMERGROUP (Consumer:Group)."),
        ("group.protocol", "set Consumer:GroupProtocol."),
        ("queued.max.messages.kbytes", "set Consumer:PrefetchBytes."),
    ];

    /// <summary>Fails when the client would refuse its settings.</summary>
    /// <exception cref="OptionsValidationException">With a sentence that names the setting.</exception>
    public void Check()
    {
        KafkaClientSettings.Refuse(configuration, DecidedHere);
        CreateConsumer(_ => { }, (_, _) => { }, (_, _) => { }).Dispose();
        CreateDeadLetterProducer().Dispose();
    }

    /// <summary>A consumer that commits only those offsets that it is told to store.</summary>
    /// <param name="assigned">Told which partitions come.</param>
    /// <param name="revoked">Told which partitions go, while offsets of theirs may still be stored.</param>
    /// <param name="lost">Told which partitions are another member's already.</param>
    public IConsumer<byte[], byte[]> CreateConsumer(
        Action<List<TopicPartition>> assigned, Action<IConsumer<byte[], byte[]>, List<TopicPartition>> revoked, Action<IConsumer<byte[], byte[]>, List<TopicPartition>> lost)
        => KafkaClientSettings.Build(configuration, () => tokens.Authenticate(new ConsumerBuilder<byte[], byte[]>(KafkaClientSettings.Read(configuration, ConsumerDefaults(options.Value))))
            .SetLogHandler((_, message) => health.Hear(message))
            .SetErrorHandler((_, error) => health.Report(error))
            .SetPartitionsAssignedHandler((_, partitions) => assigned(partitions))
            .SetPartitionsRevokedHandler((consumer, partitions) => revoked(consumer, [.. partitions.Select(partition => partition.TopicPartition)]))
            .SetPartitionsLostHandler((consumer, partitions) => lost(consumer, [.. partitions.Select(partition => partition.TopicPartition)]))
            .Build());

    /// <summary>A producer for what cannot be opened.</summary>
    public IProducer<byte[]?, byte[]?> CreateDeadLetterProducer()
        => KafkaClientSettings.Build(configuration, () => tokens.Authenticate(new ProducerBuilder<byte[]?, byte[]?>(KafkaClientSettings.ReadForProducer(configuration, DeadLetterDefaults())))
            .SetLogHandler((_, message) => health.Hear(message))
            .SetErrorHandler((_, error) => health.Report(error))
            .Build());

    private static Dictionary<string, string> ConsumerDefaults(ConsumerOptions options)
    {
        var defaults = Reconnecting("ccdemo-consumer");
        defaults["group.id"] = options.Group;
        defaults["group.protocol"] = options.GroupProtocol;
        defaults["auto.offset.reset"] = "earliest";
        // What is committed is what was stored, and only a message that was shown or dead-lettered is stored.
        defaults["enable.auto.commit"] = "true";
        defaults["auto.commit.interval.ms"] = "1000";
        defaults["enable.auto.offset.store"] = "false";
        // A page that is looked at wants its messages now, not in full batches.
        defaults["fetch.wait.max.ms"] = "100";
        defaults["fetch.error.backoff.ms"] = "100";
        // A full queue has room again long before the client's own second is over.
        defaults["fetch.queue.backoff.ms"] = "10";
        defaults["queued.max.messages.kbytes"] = (options.PrefetchBytes / 1024).ToString(CultureInfo.InvariantCulture);
        if (options.GroupProtocol == "classic")
        {
            // Who joins or leaves moves as few partitions as possible, and the others read on meanwhile.
            defaults["partition.assignment.strategy"] = "cooperative-sticky";
            // A member that died holds up its partitions for this long.
            defaults["session.timeout.ms"] = "10000";
            defaults["heartbeat.interval.ms"] = "1000";
        }

        return defaults;
    }

    private static Dictionary<string, string> DeadLetterDefaults()
    {
        var defaults = Reconnecting("ccdemo-consumer-dlq");
        defaults["enable.idempotence"] = "true";
        defaults["linger.ms"] = "5";
        // After this long the brokers are said not to take it; it is sent again.
        defaults["message.timeout.ms"] = "10000";
        defaults["queue.buffering.max.kbytes"] = "65536";
        // The brokers, and not this client, decide what is too large for them.
        defaults["message.max.bytes"] = "100000000";
        return defaults;
    }

    private static Dictionary<string, string> Reconnecting(string clientId) => new()
    {
        ["client.id"] = clientId,
        // A broker that comes up is found within a second, not after the default ten.
        ["reconnect.backoff.ms"] = "50",
        ["reconnect.backoff.max.ms"] = "1000",
    };
}
