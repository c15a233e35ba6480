using Confluent.Kafka;

namespace CcDemo.AppHost;

/// <summary>
/// librdkafka's broker. It lives as long as the producer that carries it; other processes reach it on loopback like any
/// cluster of one node. It keeps about 5 MB a partition in memory and nothing on disk.
/// </summary>
internal sealed class EmbeddedBroker : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly IProducer<Null, Null> _carrier;

    private EmbeddedBroker(IProducer<Null, Null> carrier, string bootstrapServers)
    {
        _carrier = carrier;
        BootstrapServers = bootstrapServers;
    }

    /// <summary>The addresses of the brokers, <c>host:port</c> separated by commas.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts a broker that has the topic already, so that a consumer finds it at its first question.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public static EmbeddedBroker Start(string topic)
    {
        // The address is required by the client and replaced by the broker's own.
        var settings = new ProducerConfig { BootstrapServers = "localhost", AllowAutoCreateTopics = true };
        settings.Set("test.mock.num.brokers", "1");
        var carrier = new ProducerBuilder<Null, Null>(settings).SetLogHandler((_, _) => { }).Build();

        try
        {
            using var admin = new DependentAdminClientBuilder(carrier.Handle).Build();
            var brokers = admin.GetMetadata(topic, _patience).Brokers;
            return new EmbeddedBroker(carrier, string.Join(',', brokers.Select(broker => $"{broker.Host}:{broker.Port}")));
        }
        catch
        {
            carrier.Dispose();
            throw;
        }
    }

    public void Dispose() => _carrier.Dispose();
}
