using Confluent.Kafka;

namespace CcDemo.Bench;

/// <summary>Topics that hold messages to read: several, since the broker keeps no more than 5 MB of a partition, of which each topic has four.</summary>
internal static class FilledTopics
{
    private const int Partitions = 4;
    private const int PerPartition = 1500;

    /// <summary>Messages in one topic.</summary>
    public const int Messages = Partitions * PerPartition;

    /// <summary>Fills topics with values, evenly.</summary>
    /// <returns>Every partition, at its beginning.</returns>
    public static IReadOnlyList<TopicPartitionOffset> Fill(BrokerProcess broker, string name, int topics, Func<int, byte[]> value)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address, ["linger.ms"] = "5" }).Build();
        var all = new List<TopicPartitionOffset>();
        for (var topic = 0; topic < topics; topic++)
        {
            for (var partition = 0; partition < Partitions; partition++)
            {
                var place = new TopicPartition($"{name}-{topic}", partition);
                all.Add(new TopicPartitionOffset(place, Offset.Beginning));
                for (var i = 0; i < PerPartition; i++)
                {
                    producer.Produce(place, new Message<byte[]?, byte[]> { Value = value((topic * Partitions + partition) * PerPartition + i) });
                }
            }

            producer.Flush(TimeSpan.FromSeconds(60));
        }

        return all;
    }

    /// <summary>Reads them from the beginning, to the last message.</summary>
    public static Task<Flow> ReadAsync(BrokerProcess broker, IReadOnlyList<TopicPartitionOffset> places, int messages, Action<byte[]> take)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = broker.Address,
            ["group.id"] = "bench",
            ["enable.auto.commit"] = "false",
            ["fetch.wait.max.ms"] = "100",
            // After a full queue the client else pauses for a second, which measures nothing but that.
            ["fetch.queue.backoff.ms"] = "1",
            ["queued.max.messages.kbytes"] = "16384",
        }).Build();
        consumer.Assign(places);
        var first = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("There is nothing to read.");
        return Flow.MeasureAsync(broker, messages - 1, () =>
        {
            take(first.Message.Value);
            for (var i = 1; i < messages; i++)
            {
                take((consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException($"Only {i} of {messages} messages came.")).Message.Value);
            }

            return Task.CompletedTask;
        });
    }
}
