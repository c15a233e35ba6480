using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

/// <summary>
/// librdkafka's own broker, made through librdkafka's C interface, which Confluent.Kafka does not show: there it can be told
/// to answer with errors, and be taken down, so that it drops its connections and refuses new ones, and brought up again with
/// what it holds. A partition keeps 5 MB, older messages go.
/// </summary>
internal sealed partial class ScriptedBroker : IDisposable
{
    private const int Producer = 0;
    private const int OnlyBroker = 1;
    private const short ProduceRequest = 0;

    /// <summary>The builds of librdkafka that Confluent.Kafka brings, for systems with and without what the first one needs.</summary>
    private static readonly string[] Builds = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    private readonly IntPtr _client;
    private readonly IntPtr _cluster;

    static ScriptedBroker() => NativeLibrary.SetDllImportResolver(typeof(ScriptedBroker).Assembly, (name, _, _) => name == Builds[0]
        ? Builds.Select(build => NativeLibrary.TryLoad(build, typeof(ScriptedBroker).Assembly, null, out var library) ? library : IntPtr.Zero).First(library => library != IntPtr.Zero)
        : IntPtr.Zero);

    public ScriptedBroker()
    {
        var error = new byte[256];
        _client = rd_kafka_new(Producer, rd_kafka_conf_new(), error, (nuint)error.Length);
        Assert.True(_client != IntPtr.Zero, Encoding.UTF8.GetString(error));
        _cluster = rd_kafka_mock_cluster_new(_client, 1);
        Assert.True(_cluster != IntPtr.Zero);
        rd_kafka_mock_set_group_consumer_session_timeout_ms(_cluster, 6000);
        rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(_cluster, 500);
        Address = Marshal.PtrToStringUTF8(rd_kafka_mock_cluster_bootstraps(_cluster))!;
    }

    /// <summary>host:port.</summary>
    public string Address { get; }

    public void CreateTopic(string topic, int partitions) => Assert.Equal(0, rd_kafka_mock_topic_create(_cluster, topic, partitions, 1));

    /// <summary>What the broker answers to whoever asks for a topic.</summary>
    public void SetTopicError(string topic, ErrorCode error) => rd_kafka_mock_topic_set_error(_cluster, topic, (int)error);

    /// <summary>What the broker answers to the next messages that somebody sends.</summary>
    public void RefuseNextProduce(ErrorCode error) => rd_kafka_mock_push_request_errors_array(_cluster, ProduceRequest, 1, [(int)error]);

    public void TakeDown() => Assert.Equal(0, rd_kafka_mock_broker_set_down(_cluster, OnlyBroker));

    public void BringUp() => Assert.Equal(0, rd_kafka_mock_broker_set_up(_cluster, OnlyBroker));

    /// <summary>What a group has committed on each partition of a topic; nothing while the broker does not answer.</summary>
    public IReadOnlyList<long> Committed(string topic, string group, int partitions)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = Address, ["group.id"] = group })
            .SetLogHandler((_, _) => { }).Build();
        try
        {
            return [.. consumer.Committed(Enumerable.Range(0, partitions).Select(partition => new TopicPartition(topic, partition)), TimeSpan.FromSeconds(5))
                .Select(partition => Math.Max(0, partition.Offset.Value))];
        }
        catch (KafkaException)
        {
            return [];
        }
    }

    /// <summary>Reads a topic of one partition from its beginning until that is enough, or time is over.</summary>
    public List<ConsumeResult<byte[]?, byte[]>> Read(string topic, Predicate<List<ConsumeResult<byte[]?, byte[]>>> enough)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = Address, ["group.id"] = $"reader-{Guid.NewGuid():N}" })
            .SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var records = new List<ConsumeResult<byte[]?, byte[]>>();
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while (!enough(records) && DateTime.UtcNow < end)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    public void Dispose()
    {
        rd_kafka_mock_cluster_destroy(_cluster);
        rd_kafka_destroy(_client);
    }

    [LibraryImport("librdkafka")]
    private static partial IntPtr rd_kafka_conf_new();

    [LibraryImport("librdkafka")]
    private static partial IntPtr rd_kafka_new(int type, IntPtr conf, [Out] byte[] error, nuint errorSize);

    [LibraryImport("librdkafka")]
    private static partial void rd_kafka_destroy(IntPtr client);

    [LibraryImport("librdkafka")]
    private static partial IntPtr rd_kafka_mock_cluster_new(IntPtr client, int brokers);

    [LibraryImport("librdkafka")]
    private static partial void rd_kafka_mock_cluster_destroy(IntPtr cluster);

    [LibraryImport("librdkafka")]
    private static partial IntPtr rd_kafka_mock_cluster_bootstraps(IntPtr cluster);

    [LibraryImport("librdkafka")]
    private static partial void rd_kafka_mock_set_group_consumer_session_timeout_ms(IntPtr cluster, int milliseconds);

    [LibraryImport("librdkafka")]
    private static partial void rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(IntPtr cluster, int milliseconds);

    [LibraryImport("librdkafka", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rd_kafka_mock_topic_create(IntPtr cluster, string topic, int partitions, int replicas);

    [LibraryImport("librdkafka", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void rd_kafka_mock_topic_set_error(IntPtr cluster, string topic, int error);

    [LibraryImport("librdkafka")]
    private static partial void rd_kafka_mock_push_request_errors_array(IntPtr cluster, short request, nuint count, int[] errors);

    [LibraryImport("librdkafka")]
    private static partial int rd_kafka_mock_broker_set_down(IntPtr cluster, int broker);

    [LibraryImport("librdkafka")]
    private static partial int rd_kafka_mock_broker_set_up(IntPtr cluster, int broker);
}
