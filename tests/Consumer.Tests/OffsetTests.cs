using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class OffsetTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task What_was_shown_is_committed_and_does_not_come_again()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        var first = await RunningConsumer.StartAsync(broker, skr);
        await using (first)
        {
            await first.SendAsync("one");
            await first.SendRawAsync("poison");
            await first.UntilMessagesAsync(messages => messages.Count == 2 && messages.TrueForAll(message => message.State() != "sealed"));

            // The page shows a refusal before the dead letter is acknowledged; only then does the offset follow.
            await broker.UntilCommittedAsync(first.Topic, first.Group, 2);
        }

        await using var second = await RunningConsumer.StartAsync(broker, skr, first.Topic, first.Group);
        await second.SendAsync("two");
        var message = Assert.Single(await second.UntilMessagesAsync(messages => messages.Count > 0 && messages[0].State() == "opened"));
        Assert.Equal("two", message.Text());
    }

    [Fact]
    public async Task What_was_sent_before_the_consumer_came_is_read()
    {
        var topic = broker.NewTopic();
        await broker.SendAsync(topic, "early");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, topic);
        Assert.Equal("early", Assert.Single(await consumer.UntilMessagesAsync(messages => messages.Count == 1)).Sealed());
    }

    [Fact]
    public async Task Only_the_latest_messages_are_kept_newest_first()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings: "--Consumer:Capacity=3");
        for (var i = 1; i <= 5; i++)
        {
            await consumer.SendRawAsync($"value {i}");
            await consumer.UntilMessagesAsync(messages => messages.Count > 0 && messages[0].Sealed() == $"value {i}");
        }

        Assert.Equal(["value 5", "value 4", "value 3"], (await consumer.MessagesAsync()).Select(message => message.Sealed()));
    }
}
