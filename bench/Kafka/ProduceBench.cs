using System.Text;
using CcDemo.MessageEncryption;
using CcDemo.Producer.Kafka;
using CcDemo.Producer.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Bench;

internal sealed class ProduceBench : IBench
{
    private const int Bytes = 1024;
    private const int Messages = 200_000;
    private const int Rounds = 5;

    /// <summary>More than fit into a batch, which would else compress to nothing while it is in the clear.</summary>
    private const int DistinctTexts = 4096;

    private const double LeastRatio = 0.75;

    private static readonly string[] Compressions = ["none", "lz4", "zstd"];

    private readonly string[] _texts = [.. Enumerable.Range(0, DistinctTexts).Select(seed => SampleText.Of(Bytes, seed))];

    public string Name => "produce";

    public string Summary => "the producer's own sending path, jwe, 1 KiB, against a plain producer, by compression";

    public async Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        var rows = new List<IReadOnlyList<object>>();
        var ratios = new List<BenchRatio>();
        using var sealer = new JweSealer(BenchKeys.Public(), BenchKeys.KeyId, BenchKeys.Topic);
        var clear = _texts.Select(Encoding.UTF8.GetBytes).ToArray();
        var isSealed = clear.Select(text => sealer.Seal(text).Value).ToArray();
        var outgoing = _texts.Select(text => new OutgoingMessage(text)).ToArray();
        foreach (var compression in Compressions)
        {
            await using var broker = await BrokerProcess.StartAsync();
            using var plainProducer = new PlainSending(broker, compression);
            await using var app = await Services.ProducerAsync(broker, $"--Kafka:Client:compression.type={compression}");
            var (plain, presealed, ours) = (new List<Flow>(), new List<Flow>(), new List<Flow>());
            for (var round = 0; round <= Rounds; round++)
            {
                var first = await plainProducer.MeasureAsync(clear, Messages);
                var between = await plainProducer.MeasureAsync(isSealed, Messages);
                var second = await OursAsync(broker, app, outgoing);
                if (round > 0)
                {
                    plain.Add(first);
                    presealed.Add(between);
                    ours.Add(second);
                    await progress.WriteLineAsync($"{compression}, round {round}: plain {first.PerSecond:#,##0} a second, of sealed values {between.PerSecond:#,##0}, ours {second.PerSecond:#,##0}");
                }
            }

            await app.StopAsync();
            rows.Add(Row(compression, "plain", Flow.Median(plain)));
            rows.Add(Row(compression, "plain, of values that were sealed before", Flow.Median(presealed)));
            rows.Add(Row(compression, "ours", Flow.Median(ours)));
            ratios.Add(new($"produce, {compression}, client CPU of the plain producer to ours", Flow.MedianOf(ours.Zip(plain, (a, b) => b.OwnCpu / a.OwnCpu))));
            ratios.Add(new($"produce, {compression}, client CPU of the plain producer of sealed values to ours", Flow.MedianOf(ours.Zip(presealed, (a, b) => b.OwnCpu / a.OwnCpu))));
            ratios.Add(new($"produce, {compression}, messages a second to the plain producer's of sealed values", Flow.MedianOf(ours.Zip(presealed, (a, b) => a.PerSecond / b.PerSecond))));
            ratios.Add(new($"produce, {compression}, messages a second to the plain producer's", Flow.MedianOf(ours.Zip(plain, (a, b) => a.PerSecond / b.PerSecond)), LeastRatio));
        }

        return new BenchReport(
            Name, machine.AtEnd(), ["compression", "producer", "messages/s", "client CPU, µs/message", "broker CPU, µs/message"], rows, ratios,
            [$"Medians of {Rounds} alternating rounds of {Messages:#,##0} messages of {Bytes} bytes, until the last is acknowledged; both producers live through all rounds and have the same settings and the same bound on bytes in flight."]);
    }

    private static Task<Flow> OursAsync(BrokerProcess broker, WebApplication app, OutgoingMessage[] messages)
    {
        var sender = app.Services.GetRequiredService<MessageSender>();
        var window = app.Services.GetRequiredService<KafkaProducer>().Window;
        return Flow.MeasureAsync(broker, Messages, async () =>
        {
            for (var i = 0; i < Messages;)
            {
                if (sender.TrySend(messages[i % messages.Length]))
                {
                    i++;
                }
                else
                {
                    await sender.RoomAsync();
                }
            }

            await PlainSending.EmptyAsync(window);
        });
    }

    private static IReadOnlyList<object> Row(string compression, string who, Flow flow) => [compression, who, flow.PerSecond, flow.OwnCpu, flow.BrokerCpu];
}
