using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class OrderTests(EmbeddedBroker broker)
{
    private const int Slow = 600;
    private const int Quick = 900;

    [Fact]
    public async Task Batches_that_are_opened_side_by_side_are_shown_in_the_order_of_their_partition()
    {
        var topic = broker.NewTopic();
        using var rsa = new RsaOaepSealer(TestKey.PublicOf(RunningConsumer.KeyId));
        using var jwe = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, topic);

        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, topic, settings: ["--Consumer:Capacity=2000", "--Consumer:OpeningThreads=4"]);
        await consumer.SendAsync("names the key's version");
        await consumer.UntilStateAsync("released");

        // What is opened slowly comes first, and would be overtaken.
        var values = Enumerable.Range(0, Slow).Select(i => rsa.Seal($"{i}")).Concat(Enumerable.Range(Slow, Quick).Select(i => jwe.Seal($"{i}")));
        await Task.WhenAll(values.Select(message => broker.SendAsync(topic, message.Value)));
        var shown = await consumer.UntilMessagesAsync(messages => messages.Count == Slow + Quick + 1 && messages.TrueForAll(message => message.State() == "opened"));

        foreach (var partition in shown.OrderBy(message => message.GetProperty("id").GetInt64()).GroupBy(message => message.GetProperty("partition").GetInt32()))
        {
            var offsets = partition.Select(message => message.GetProperty("offset").GetInt64()).ToList();
            Assert.Equal(Enumerable.Range(0, offsets.Count).Select(offset => (long)offset), offsets);
        }

        Assert.Equal(Slow + Quick + 1, shown.Select(message => message.Text()).Distinct().Count());
        await broker.UntilCommittedAsync(topic, consumer.Group, Slow + Quick + 1);
    }
}
