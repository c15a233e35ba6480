using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class MetricsTests(EmbeddedBroker broker)
{
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = [];

    [Fact]
    public async Task Messages_dead_letters_and_releases_are_counted_by_what_became_of_them()
    {
        using var listener = Listen();
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("one");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");
        await consumer.SendAsync("two");
        await consumer.SendRawAsync("poison");
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, 3);

        // The first is taken before the key is there, and is opened on the page.
        await Eventually.BecomesAsync(() => Task.FromResult(Sum("messaging.client.consumed.messages", consumer.Topic)), sum => sum == 3, sum => $"{sum}");
        Assert.Equal(1, Sum("messaging.client.consumed.messages", consumer.Topic, ("ccdemo.message.state", "refused")));
        Assert.Equal(2, Sum("messaging.client.consumed.messages", consumer.Topic, ("ccdemo.message.state", "sealed")) + Sum("messaging.client.consumed.messages", consumer.Topic, ("ccdemo.message.state", "opened")));
        Assert.True(Sum("messaging.process.duration", consumer.Topic) > 0);
        Assert.True(Sum("ccdemo.deadletters", null, ("ccdemo.refusal.code", "unknown-form")) >= 1);
        Assert.True(Sum("ccdemo.key.releases", null, ("ccdemo.key.outcome", "released")) >= 1);
    }

    private double Sum(string name, string? topic, params (string Name, string Value)[] tags)
        => _measured.Where(measured => measured.Name == name
                && (topic is null || measured.Tags.GetValueOrDefault("messaging.destination.name") as string == topic)
                && tags.All(tag => measured.Tags.GetValueOrDefault(tag.Name) as string == tag.Value))
            .Sum(measured => measured.Value);

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Telemetry.ConsumerTelemetry.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, TagsOf(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, TagsOf(tags))));
        listener.Start();
        return listener;
    }

    private static Dictionary<string, object?> TagsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new Dictionary<string, object?>();
        foreach (var (name, value) in tags)
        {
            all[name] = value;
        }

        return all;
    }
}
