using CcDemo.Producer.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Bench;

/// <summary>The producer's sending path, the broker and the consumer as a process of its own with a page that is looked at, for minutes.</summary>
internal sealed class FloodBench(TimeSpan duration) : IBench
{
    private const int PerSecond = 5000;
    private const int Bytes = 1024;
    private const int DistinctTexts = 256;

    /// <summary>Messages that the producer may be ahead of the consumer: this broker throws away what is older than 5 MB of a partition.</summary>
    private const int Lead = 5000;

    /// <summary>Of the mean, in percent, per ten minutes; more is not called flat.</summary>
    private const double MostGrowth = 10;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "flood";

    public string Summary => $"memory of the consumer while {PerSecond:#,##0} messages a second come for ten minutes";

    public async Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        await using var broker = await BrokerProcess.StartAsync();
        await using var sidecar = await KeySidecar.StartAsync();
        await using var producer = await Services.ProducerAsync(broker);
        var sender = producer.Services.GetRequiredService<MessageSender>();
        // It makes the topic, which has to be there before somebody joins to read it.
        await sender.SendAsync(new OutgoingMessage(SampleText.Of(Bytes)), CancellationToken.None);
        using var consumer = await ConsumerProcess.StartAsync(broker, sidecar);
        await using var page = PageReader.Start(consumer.Address);
        await UntilAsync(() => page.Opened >= 1, "The first message was not opened.");
        var memory = new MemoryCurve();
        var sent = 1 + await FloodAsync(sender, page, consumer, memory, progress);
        await UntilAsync(() => page.Received >= sent, $"Not all of {sent} messages came.");
        await UntilAsync(() => page.Shown + page.LeftOut >= sent, "The page did not account for every message.");
        await producer.StopAsync();

        return new BenchReport(
            Name, machine.AtEnd(), ["what", "figure"],
            [
                ["sent, acknowledged by the broker", sent],
                ["received by the consumer", page.Received],
                ["opened", page.Opened],
                ["refused", page.Refused],
                ["rows sent to the page", page.Shown],
                ["left out for the page, and said so", page.LeftOut],
                ["messages a second", sent / memory.Duration.TotalSeconds],
                ["resident, first minute, mean, MB", memory.FirstMinute],
                ["resident, last minute, mean, MB", memory.LastMinute],
                ["resident, largest, MB", memory.Peak],
                ["slope of the second half, MB a minute", memory.Slope],
            ],
            [
                new($"flood, growth of the consumer's memory in ten minutes by the second half, % of its mean (flat up to {MostGrowth:0})", memory.GrowthInTenMinutes, MostGrowth, IsCeiling: true),
                new("flood, share of what was sent that was opened", (double)page.Opened / sent, 1),
            ],
            [$"{duration.TotalSeconds:0} s of {Bytes} bytes at {PerSecond:#,##0} a second, as long as the consumer is no more than {Lead:#,##0} behind; VmRSS of the consumer's process each second, one page on its event stream."]);
    }

    private async Task<long> FloodAsync(MessageSender sender, PageReader page, ConsumerProcess consumer, MemoryCurve memory, TextWriter progress)
    {
        var messages = Enumerable.Range(0, DistinctTexts).Select(seed => new OutgoingMessage(SampleText.Of(Bytes, seed))).ToArray();
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var sent = 0L;
        for (var elapsed = TimeSpan.Zero; elapsed < duration; elapsed = time.GetElapsedTime(started))
        {
            var due = Math.Min((long)(elapsed.TotalSeconds * PerSecond), page.Received + Lead);
            while (sent < due)
            {
                if (sender.TrySend(messages[sent % messages.Length]))
                {
                    sent++;
                }
                else
                {
                    await sender.RoomAsync();
                }
            }

            if (elapsed >= memory.Duration + SampleEvery)
            {
                memory.Add(elapsed, consumer.ResidentBytes);
                if ((int)elapsed.TotalSeconds % 30 == 0)
                {
                    await progress.WriteLineAsync($"{elapsed.TotalSeconds:0} s: {sent:#,##0} sent, {page.Opened:#,##0} opened, {consumer.ResidentBytes / 1e6:0.0} MB");
                }
            }

            await Task.Delay(Step);
        }

        return sent;
    }

    private static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException(otherwise);
            }

            await Task.Delay(Step);
        }
    }
}
