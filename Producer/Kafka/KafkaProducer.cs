using CcDemo.KafkaClient;
using CcDemo.Producer.Settings;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Kafka;

/// <summary>The connection to the brokers: an idempotent producer.</summary>
internal sealed partial class KafkaProducer : IDisposable
{
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["client.id"] = "ccdemo-producer",
        ["enable.idempotence"] = "true",
        ["acks"] = "all",
        // A message is not given up: the window below bounds how many wait for brokers that are away.
        ["message.timeout.ms"] = "0",
        ["linger.ms"] = "5",
        // Of a report nothing else is used.
        ["dotnet.producer.delivery.report.fields"] = "status",
        // A broker that comes up is found within a second, not after the default ten.
        ["reconnect.backoff.ms"] = "50",
        ["reconnect.backoff.max.ms"] = "1000",
    };

    private readonly IProducer<byte[]?, byte[]> _producer;
    private readonly string _topic;
    private readonly KafkaHealth _health;
    private readonly ILogger<KafkaProducer> _logger;

    public KafkaProducer(IConfiguration configuration, IOptions<ProducerOptions> options, BrokerTokens tokens, KafkaHealth health, ILogger<KafkaProducer> logger)
    {
        _topic = options.Value.Topic;
        _health = health;
        _logger = logger;
        Window = new DeliveryWindow(options.Value.MaxInFlight, options.Value.MaxInFlightBytes);
        _producer = KafkaClientSettings.Build(configuration, () => tokens
            .Authenticate(new ProducerBuilder<byte[]?, byte[]>(KafkaClientSettings.ReadForProducer(configuration, Defaults)))
            .SetLogHandler((_, message) => health.Hear(message))
            .SetErrorHandler((_, error) => health.Report(error))
            .Build());
    }

    /// <summary>What is on its way, and how much more may be.</summary>
    public DeliveryWindow Window { get; }

    /// <summary>
    /// Hands one message over without waiting; the report comes on the client's thread, once. Messages keep the order of the
    /// calls. False when the client's own queue is full, because it was set to less than the window.
    /// </summary>
    /// <exception cref="KafkaException">The client does not take the message at all.</exception>
    public bool TryProduce(Message<byte[]?, byte[]> message, Action<DeliveryReport<byte[]?, byte[]>> report)
    {
        try
        {
            _producer.Produce(_topic, message, report);
            return true;
        }
        catch (ProduceException<byte[]?, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    /// <summary>Takes note of a message that the brokers have.</summary>
    public void Works() => _health.Works();

    /// <summary>Delivers what is waiting, for two seconds at most, and says what was left.</summary>
    public void Dispose()
    {
        var left = _producer.Flush(TimeSpan.FromSeconds(2));
        if (left > 0)
        {
            Log.Left(_logger, left);
        }

        _producer.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The program ends with {Count} messages that the brokers have not acknowledged.")]
        public static partial void Left(ILogger logger, int count);
    }
}
