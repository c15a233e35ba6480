using CcDemo.Producer.Settings;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Kafka;

/// <summary>The connection to the brokers: an idempotent producer, and whether they were reachable of late.</summary>
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
    private readonly ILogger<KafkaProducer> _logger;
    private volatile string? _problem;

    public KafkaProducer(IConfiguration configuration, IOptions<ProducerOptions> options, ILogger<KafkaProducer> logger)
    {
        _topic = options.Value.Topic;
        _logger = logger;
        try
        {
            _producer = new ProducerBuilder<Null, byte[]>(KafkaClientSettings.Read(configuration, Defaults))
                .SetLogHandler((_, message) => Log.Client(_logger, message.Facility, message.Message))
                .SetErrorHandler((_, error) => OnError(error))
                .Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw KafkaClientSettings.Wrong($"The Kafka client refuses its settings (Kafka:Client:*): {e.Message}");
        }
    }

    /// <summary>Why nothing can be delivered at present; null when all is well or nothing is known yet.</summary>
    public string? Problem => _problem;

    /// <summary>Hands one message over; the task ends when the brokers have it. Messages keep the order of the calls.</summary>
    public async Task<DeliveryResult<Null, byte[]>> ProduceAsync(Message<Null, byte[]> message, CancellationToken ct)
    {
        var result = await _producer.ProduceAsync(_topic, message, ct);
        _problem = null;
        return result;
    }

    /// <summary>Delivers what is waiting, for two seconds at most.</summary>
    public void Dispose()
    {
        _producer.Flush(TimeSpan.FromSeconds(2));
        _producer.Dispose();
    }

    private void OnError(Error error)
    {
        if (error.IsFatal || error.Code == ErrorCode.Local_AllBrokersDown)
        {
            _problem = error.Reason;
        }

        Log.Error(_logger, error.Code.ToString(), error.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);

        [LoggerMessage(LogLevel.Warning, "The brokers cannot be used ({Code}): {Reason}")]
        public static partial void Error(ILogger logger, string code, string reason);
    }
}
