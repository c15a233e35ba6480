using System.Text;
using CcDemo.Messaging.Tests;
using CcDemo.Producer.Schedule;

namespace CcDemo.Producer.Tests;

[Collection(SharedBroker.Name)]
public sealed class ScheduleTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task Messages_carry_every_number_from_one_on()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--MSG=Azure Confidential Computing", "--RATE=100", "--SENDDURATION=2", "--RESTDURATION=0");
        Assert.Equal(Enumerable.Range(1, 120).Select(n => $"Msg {n}: Azure Confidential Computing"), producer.Texts(150).Take(120));
    }

    [Fact]
    public async Task At_50000_a_second_no_number_is_skipped_and_none_comes_twice()
    {
        await using var producer = await RunningProducer.StartAsync(
            broker, "--MSG=x", "--RATE=50000", "--RATEDEVIATION=0", "--SENDDURATION=1", "--SENDDURATIONDEVIATION=0", "--RESTDURATION=1000", "--Kafka:Client:compression.type=zstd");
        Assert.Equal(Enumerable.Range(1, 50_001).Select(n => $"Msg {n}: x"), producer.Texts(50_001, TimeSpan.FromSeconds(90)));
    }

    [Theory]
    [InlineData("--Producer:MaxInFlight=10")]
    [InlineData("--Producer:MaxInFlightBytes=4000")]
    [InlineData("--Kafka:Client:queue.buffering.max.messages=10")]
    public async Task A_full_queue_is_waited_for_and_nothing_is_lost(string bound)
    {
        await using var producer = await RunningProducer.StartAsync(
            broker, bound, "--MSG=x", "--RATE=2000", "--RATEDEVIATION=0", "--SENDDURATION=1", "--SENDDURATIONDEVIATION=0", "--RESTDURATION=1000");
        Assert.Equal(Enumerable.Range(1, 2001).Select(n => $"Msg {n}: x"), producer.Texts(2001, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task The_first_message_does_not_wait_for_a_schedule()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=1", "--SENDDURATION=1000");
        Assert.Equal(["Msg 1: Azure Confidential Computing"], producer.Texts(1));
    }

    [Fact]
    public async Task Nothing_on_the_topic_is_readable()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--MSG=PLAINTEXT", "--RATE=100");
        foreach (var record in broker.Read(producer.Topic, 50))
        {
            var everything = Encoding.UTF8.GetString(record.Message.Value)
                + string.Concat(record.Message.Headers.Select(header => header.Key + Encoding.UTF8.GetString(header.GetValueBytes())));
            Assert.DoesNotContain("PLAINTEXT", everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Msg", everything, StringComparison.Ordinal);
            Assert.Null(record.Message.Key);
        }
    }

    [Theory]
    [InlineData(10, 0, 10, 10)]
    [InlineData(10, 2, 9, 12)]
    [InlineData(1, 5, 1, 6)]
    [InlineData(0, 5, 0, 0)]
    public void Numbers_are_drawn_as_the_original_draws_them(int value, int deviation, int least, int most)
    {
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 500).Select(_ => BurstTiming.Draw(value, deviation, 1, random)).ToList();
        Assert.Equal(least, drawn.Min());
        Assert.Equal(most, drawn.Max());
    }

    [Fact]
    public void The_schedule_rests_between_messages_however_many_are_due()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(60), BurstTiming.UntilNext(1, 10, TimeSpan.FromMilliseconds(40)));
        Assert.Equal(TimeSpan.FromMilliseconds(5), BurstTiming.UntilNext(1, 3000, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromMilliseconds(5), BurstTiming.UntilNext(1, 10, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_burst_begins_at_once_and_ends_complete()
    {
        Assert.Equal(1, BurstTiming.Due(TimeSpan.Zero, 10, 5));
        Assert.Equal(11, BurstTiming.Due(TimeSpan.FromSeconds(1), 10, 5));
        Assert.Equal(50, BurstTiming.Due(TimeSpan.FromSeconds(60), 10, 5));
    }
}
