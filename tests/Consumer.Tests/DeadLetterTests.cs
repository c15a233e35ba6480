using System.Text;
using CcDemo.Consumer.Kafka;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class DeadLetterTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task What_cannot_be_opened_goes_to_the_dead_letter_topic_and_the_stream_goes_on()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("before");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");

        using var elsewhere = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, "another-topic");
        using var here = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, consumer.Topic);
        using var stranger = new JweSealer(TestKey.PublicOf("other/v1"), "other/v1", consumer.Topic);
        var tampered = here.Seal("text").ToString();
        tampered = tampered[..^1] + (tampered[^1] == 'A' ? 'Q' : 'A');
        await consumer.SendRawAsync("Msg 7: in the clear");
        await consumer.SendRawAsync(elsewhere.Seal("text").ToString());
        await consumer.SendRawAsync(tampered);
        await consumer.SendRawAsync(stranger.Seal("text").ToString());
        await consumer.SendRawAsync("a.b.c.d.e");
        await broker.SendAsync(consumer.Topic, (byte[]?)null);
        await consumer.SendAsync("after");

        await consumer.UntilMessagesAsync(messages => messages.Count == 8 && messages.Exists(message => message.Text() == "after"));
        var letters = broker.Read($"{consumer.Topic}-dlq", 6);
        Assert.Equal(
            ["bad-tag", "malformed", "unknown-form", "unknown-form", "unknown-key-id", "wrong-topic"],
            letters.Select(letter => Header(letter, DeadLetter.CodeHeader)).Order());
        Assert.All(letters, letter => Assert.EndsWith(".", Header(letter, DeadLetter.ReasonHeader), StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.Equal(consumer.Topic, Header(letter, DeadLetter.TopicHeader)));
        Assert.All(letters, letter => Assert.True(long.Parse(Header(letter, DeadLetter.OffsetHeader)) >= 0));
        Assert.All(letters, letter => Assert.InRange(int.Parse(Header(letter, DeadLetter.PartitionHeader)), 0, 3));
        Assert.Contains(letters, letter => Encoding.UTF8.GetString(letter.Message.Value ?? []) == tampered);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_a_dead_letter()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await consumer.SendRawAsync("Msg 7: in the clear");
        Assert.Equal("sealed", Assert.Single(await consumer.UntilMessagesAsync(messages => messages.Count == 1)).State());
        Assert.Empty(broker.Read($"{consumer.Topic}-dlq", 1, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_value_is_judged_when_the_key_comes_and_not_before()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "Not yet.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendRawAsync("Msg 7: in the clear");
        await consumer.UntilStateAsync("refused");
        Assert.Equal("sealed", Assert.Single(await consumer.MessagesAsync()).State());

        // A value without a key id names none to ask for, so the configured name is released.
        skr.Refusal = null;
        await consumer.SendAsync("real");
        await consumer.UntilMessagesAsync(messages => messages.Count == 2 && messages.Exists(message => message.State() == "refused"));
        Assert.Equal("unknown-form", Header(Assert.Single(broker.Read($"{consumer.Topic}-dlq", 1)), DeadLetter.CodeHeader));
    }

    private static string Header(ConsumeResult<byte[]?, byte[]> letter, string name)
        => Encoding.UTF8.GetString(letter.Message.Headers.Single(header => header.Key == name).GetValueBytes());
}
