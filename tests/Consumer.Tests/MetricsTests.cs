using CcDemo.Consumer.Telemetry;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class MetricsTests(EmbeddedBroker broker)
{
    private const string Consumed = "messaging.client.consumed.messages";
    private const string State = "ccdemo.message.state";

    [Fact]
    public async Task Messages_dead_letters_and_releases_are_counted_by_what_became_of_them()
    {
        using var measured = new Measurements(ConsumerTelemetry.Name);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        (string, string?) topic = ("messaging.destination.name", consumer.Topic);
        await consumer.SendAsync("one");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");
        await consumer.SendAsync("two");
        await consumer.SendRawAsync("poison");
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, 3);

        // The first is taken before the key is there, and is opened on the page.
        await Eventually.BecomesAsync(() => Task.FromResult(measured.Sum(Consumed, topic)), sum => sum == 3, sum => $"{sum}");
        Assert.Equal(1, measured.Sum(Consumed, topic, (State, "refused")));
        Assert.Equal(2, measured.Sum(Consumed, topic, (State, "sealed")) + measured.Sum(Consumed, topic, (State, "opened")));
        Assert.True(measured.Sum("messaging.process.duration", topic) > 0);
        Assert.True(measured.Sum("ccdemo.deadletters", ("ccdemo.refusal.code", "unknown-form")) >= 1);
        Assert.True(measured.Sum("ccdemo.key.releases", ("ccdemo.key.outcome", "released")) >= 1);
    }
}
