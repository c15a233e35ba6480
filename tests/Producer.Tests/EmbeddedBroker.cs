using System.Text;
using Confluent.Kafka;

namespace CcDemo.Messaging.Tests;

/// <summary>librdkafka's own broker, which speaks the real protocol, in the process of the tests.</summary>
public sealed class EmbeddedBroker : IDisposable
{
    private readonly IProducer<byte[], byte[]> _cluster;
    private readonly IAdminClient _admin;
    private readonly Lazy<IProducer<byte[]?, byte[]?>> _producer;

    public EmbeddedBroker()
    {
        _cluster = new ProducerBuilder<byte[], byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = "embedded:1", ["test.mock.num.brokers"] = "1" })
            .SetLogHandler((_, _) => { })
            .Build();
        _admin = new DependentAdminClientBuilder(_cluster.Handle).Build();
        var broker = _admin.GetMetadata(TimeSpan.FromSeconds(10)).Brokers[0];
        Address = $"{broker.Host}:{broker.Port}";
        _producer = new(() => new ProducerBuilder<byte[]?, byte[]?>(new Dictionary<string, string> { ["bootstrap.servers"] = Address, ["linger.ms"] = "0" }).Build());
    }

    /// <summary>host:port.</summary>
    public string Address { get; }

    /// <summary>A topic of its own for one test, made before anybody subscribes to it.</summary>
    public string NewTopic()
    {
        var topic = $"topic-{Guid.NewGuid():N}";
        _admin.GetMetadata(topic, TimeSpan.FromSeconds(10));
        return topic;
    }

    /// <summary>Puts a value on a topic as it is.</summary>
    public Task<DeliveryResult<byte[]?, byte[]?>> SendAsync(string topic, byte[]? value, Headers? headers = null)
        => _producer.Value.ProduceAsync(topic, new Message<byte[]?, byte[]?> { Value = value, Headers = headers });

    /// <summary>Puts a value on a topic as it is.</summary>
    public Task<DeliveryResult<byte[]?, byte[]?>> SendAsync(string topic, string value) => SendAsync(topic, Encoding.UTF8.GetBytes(value));

    /// <summary>Reads a topic from its beginning until so many records have come, or time is over.</summary>
    public IReadOnlyList<ConsumeResult<byte[]?, byte[]>> Read(string topic, int count, TimeSpan? patience = null)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = Address,
            ["group.id"] = $"reader-{Guid.NewGuid():N}",
            ["auto.offset.reset"] = "earliest",
            ["fetch.wait.max.ms"] = "50",
        }).Build();
        var partitions = _admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions;
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));

        var records = new List<ConsumeResult<byte[]?, byte[]>>();
        var end = DateTime.UtcNow + (patience ?? TimeSpan.FromSeconds(20));
        while (records.Count < count && DateTime.UtcNow < end)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } record)
            {
                records.Add(record);
            }
        }

        consumer.Close();
        return records;
    }

    /// <summary>What a group has committed on a topic: offsets added up over the partitions.</summary>
    public long Committed(string topic, string group)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = Address, ["group.id"] = group }).Build();
        var partitions = _admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions;
        return consumer.Committed(partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)), TimeSpan.FromSeconds(10))
            .Sum(partition => Math.Max(0, partition.Offset.Value));
    }

    /// <summary>Waits until so many messages are committed.</summary>
    public async Task UntilCommittedAsync(string topic, string group, long count)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        while (Committed(topic, group) != count)
        {
            await Task.Delay(100, timeout.Token);
        }
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
        {
            _producer.Value.Dispose();
        }

        _admin.Dispose();
        _cluster.Dispose();
    }
}
