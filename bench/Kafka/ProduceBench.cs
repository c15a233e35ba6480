using System.Text;
using CcDemo.MessageEncryption;
using CcDemo.Producer.Kafka;
using CcDemo.Producer.Sending;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Bench;

internal sealed class ProduceBench : IBench
{
    private const int Bytes = 1024;
    private const int Messages = 100_000;
    private const int Rounds = 3;

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
        foreach (var compression in Compressions)
        {
            await using var broker = await BrokerProcess.StartAsync();
            var (plain, presealed, ours) = (new List<Flow>(), new List<Flow>(), new List<Flow>());
            for (var round = 0; round <= Rounds; round++)
            {
                var first = await PlainAsync(broker, compression, clear);
                var between = await PlainAsync(broker, compression, isSealed);
                var second = await OursAsync(broker, compression);
                if (round > 0)
                {
                    plain.Add(first);
                    presealed.Add(between);
                    ours.Add(second);
                    await progress.WriteLineAsync($"{compression}, round {round}: plain {first.PerSecond:#,##0} a second, ours {second.PerSecond:#,##0}");
                }
            }

            rows.Add(Row(compression, "plain", Flow.Median(plain)));
            rows.Add(Row(compression, "plain, of values that were sealed before", Flow.Median(presealed)));
            rows.Add(Row(compression, "ours", Flow.Median(ours)));
            ratios.Add(new($"produce, {compression}, client CPU of the plain producer to ours", Flow.MedianOf(ours.Zip(plain, (a, b) => b.OwnCpu / a.OwnCpu))));
            ratios.Add(new($"produce, {compression}, client CPU of the plain producer of sealed values to ours", Flow.MedianOf(ours.Zip(presealed, (a, b) => b.OwnCpu / a.OwnCpu))));
            ratios.Add(new($"produce, {compression}, messages a second to the plain producer's", Flow.MedianOf(ours.Zip(plain, (a, b) => a.PerSecond / b.PerSecond)), LeastRatio));
        }

        return new BenchReport(
            Name, machine.AtEnd(), ["compression", "producer", "messages/s", "client CPU, µs/message", "broker CPU, µs/message"], rows, ratios,
            [$"Medians of {Rounds} alternating rounds of {Messages:#,##0} messages of {Bytes} bytes, until the last is acknowledged; idempotent, linger 5 ms, the same bound on messages in flight for both."]);
    }

    private static async Task<Flow> PlainAsync(BrokerProcess broker, string compression, byte[][] values)
    {
        var window = new DeliveryWindow(50_000, 32 * 1024 * 1024);
        using var producer = new ProducerBuilder<byte[]?, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = broker.Address,
            ["enable.idempotence"] = "true",
            ["acks"] = "all",
            ["linger.ms"] = "5",
            ["compression.type"] = compression,
        }).Build();
        Action<DeliveryReport<byte[]?, byte[]>> report = _ => window.Leave(Bytes);
        return await Flow.MeasureAsync(broker, Messages, async () =>
        {
            for (var i = 0; i < Messages; i++)
            {
                while (!window.TryEnter(Bytes))
                {
                    await window.RoomAsync();
                }

                producer.Produce("plain", new Message<byte[]?, byte[]> { Value = values[i % values.Length] }, report);
            }

            await EmptyAsync(window);
        });
    }

    private async Task<Flow> OursAsync(BrokerProcess broker, string compression)
    {
        await using var app = Services.Producer(broker, $"--Kafka:Client:compression.type={compression}");
        var sender = app.Services.GetRequiredService<MessageSender>();
        var window = app.Services.GetRequiredService<KafkaProducer>().Window;
        var messages = _texts.Select(text => new OutgoingMessage(text)).ToArray();
        return await Flow.MeasureAsync(broker, Messages, async () =>
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

            await EmptyAsync(window);
        });
    }

    private static async Task EmptyAsync(DeliveryWindow window)
    {
        while (window.Messages > 0)
        {
            await Task.Delay(1);
        }
    }

    private static IReadOnlyList<object> Row(string compression, string who, Flow flow) => [compression, who, flow.PerSecond, flow.OwnCpu, flow.BrokerCpu];
}
