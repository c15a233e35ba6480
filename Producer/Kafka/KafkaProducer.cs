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
        ["message.timeout.ms"] = "30000",
        // A broker that comes up is found within a second, not after the default ten.
        ["reconnect.backoff.ms"] = "50",
        ["reconnect.backoff.max.ms"] = "1000",
    };

    private readonly IProducer<Null, byte[]> _producer;
    private readonly string _topic;
    private readonly KafkaHealth _health;

    public KafkaProducer(IConfiguration configuration, IOptions<ProducerOptions> options, BrokerTokens tokens, KafkaHealth health, ILogger<KafkaProducer> logger)
    {
        _topic = options.Value.Topic;
        _health = health;
        try
        {
            _producer = tokens.Authenticate(new ProducerBuilder<Null, byte[]>(KafkaClientSettings.Read(configuration, Defaults)))
                .SetLogHandler((_, message) => Log.Client(logger, message.Facility, message.Message))
                .SetErrorHandler((_, error) => health.Report(error))
                .Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw KafkaClientSettings.Wrong($"The Kafka client refuses its settings (Kafka:Client:*): {e.Message}");
        }
    }

    /// <summary>Hands one message over; the task ends when the brokers have it. Messages keep the order of the calls.</summary>
    public async Task<DeliveryResult<Null, byte[]>> ProduceAsync(Message<Null, byte[]> message, CancellationToken ct)
    {
        var result = await _producer.ProduceAsync(_topic, message, ct);
        _health.Works();
        return result;
    }

    /// <summary>Delivers what is waiting, for two seconds at most.</summary>
    public void Dispose()
    {
        _producer.Flush(TimeSpan.FromSeconds(2));
        _producer.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);
    }
}
