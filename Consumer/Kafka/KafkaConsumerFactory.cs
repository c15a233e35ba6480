using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>Makes the Kafka clients of this service from its settings, and hears what they report.</summary>
internal sealed partial class KafkaConsumerFactory(
    IConfiguration configuration, IOptions<ConsumerOptions> options, BrokerTokens tokens, KafkaHealth health, ILogger<KafkaConsumerFactory> logger)
{
    /// <summary>Fails when the client would refuse its settings.</summary>
    /// <exception cref="OptionsValidationException">With a sentence that names the setting.</exception>
    public void Check() => CreateConsumer().Dispose();

    /// <summary>A consumer that commits only those offsets that it is told to store.</summary>
    public IConsumer<byte[], byte[]> CreateConsumer()
        => Build(() => tokens.Authenticate(new ConsumerBuilder<byte[], byte[]>(KafkaClientSettings.Read(configuration, ConsumerDefaults(options.Value))))
            .SetLogHandler((_, message) => Log.Client(logger, message.Facility, message.Message))
            .SetErrorHandler((_, error) => health.Report(error))
            .SetPartitionsAssignedHandler((_, partitions) => Log.Assigned(logger, partitions.Count))
            .Build());

    /// <summary>A producer for what cannot be opened.</summary>
    public IProducer<byte[], byte[]> CreateDeadLetterProducer()
        => Build(() => tokens.Authenticate(new ProducerBuilder<byte[], byte[]>(KafkaClientSettings.Read(configuration, DeadLetterDefaults())))
            .SetLogHandler((_, message) => Log.Client(logger, message.Facility, message.Message))
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
        if (options.GroupProtocol == "classic")
        {
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
        defaults["message.timeout.ms"] = "10000";
        return defaults;
    }

    private static Dictionary<string, string> Reconnecting(string clientId) => new()
    {
        ["client.id"] = clientId,
        // A broker that comes up is found within a second, not after the default ten.
        ["reconnect.backoff.ms"] = "50",
        ["reconnect.backoff.max.ms"] = "1000",
    };

    private static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw KafkaClientSettings.Wrong($"The Kafka client refuses its settings (Kafka:Client:*): {e.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);

        [LoggerMessage(LogLevel.Information, "Reading {Count} partitions.")]
        public static partial void Assigned(ILogger logger, int count);
    }
}
