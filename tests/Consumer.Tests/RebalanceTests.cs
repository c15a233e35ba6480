using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class RebalanceTests(EmbeddedBroker broker)
{
    /// <summary>What the broker gives a topic.</summary>
    private const int Partitions = 4;

    [Fact]
    public async Task Partitions_that_were_paused_when_they_went_are_read_when_they_come_back()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "Not yet.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, settings: "--Consumer:WhenKeyIsMissing=Wait");
        await SendToEachPartitionAsync(consumer.Topic);
        await consumer.UntilStateAsync("refused");

        // The consumer waits for the key with everything paused, and another member takes some of that.
        int taken;
        using (var other = Other(consumer))
        {
            other.Subscribe(consumer.Topic);
            taken = await Task.Run(() => UntilAssigned(other));
            Assert.InRange(taken, 1, Partitions - 1);
            skr.Refusal = null;
            await consumer.UntilMessagesAsync(messages => messages.Count == Partitions - taken);
            other.Close();
        }

        await consumer.UntilMessagesAsync(messages => messages.Count == Partitions);
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, Partitions);
    }

    private async Task SendToEachPartitionAsync(string topic)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address }).Build();
        using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, topic);
        for (var partition = 0; partition < Partitions; partition++)
        {
            await producer.ProduceAsync(new TopicPartition(topic, partition), new Message<Null, byte[]> { Value = sealer.Seal($"of {partition}").Value });
        }
    }

    /// <summary>A member that commits nothing.</summary>
    private IConsumer<byte[], byte[]> Other(RunningConsumer consumer)
        => new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = broker.Address,
            ["group.id"] = consumer.Group,
            ["group.protocol"] = "consumer",
            ["enable.auto.commit"] = "false",
        }).SetLogHandler((_, _) => { }).Build();

    private static int UntilAssigned(IConsumer<byte[], byte[]> member)
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while (member.Assignment.Count == 0 && DateTime.UtcNow < end)
        {
            member.Consume(TimeSpan.FromMilliseconds(100));
        }

        return member.Assignment.Count;
    }
}
