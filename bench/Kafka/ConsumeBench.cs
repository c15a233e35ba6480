using System.Buffers;
using System.Text;
using CcDemo.MessageEncryption;

namespace CcDemo.Bench;

internal sealed class ConsumeBench : IBench
{
    private const int Bytes = 1024;
    private const int Topics = 24;
    private const int Rounds = 5;
    private const double LeastRatio = 0.85;

    /// <summary>The topics that are read, and the name that the messages are bound to.</summary>
    private const string Pattern = "^sealed-.*";

    public string Name => "consume";

    public string Summary => "the consumer itself on jwe, 1 KiB, against a plain consumer of the same topics, and of topics in the clear";

    public async Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        await using var broker = await BrokerProcess.StartAsync();
        using var ring = new MessageKeyring();
        ring.Add(BenchKeys.KeyId, BenchKeys.Private());
        using var opener = new MessageOpener(ring, Pattern);
        using var sealer = new JweSealer(BenchKeys.Public(), BenchKeys.KeyId, Pattern);
        var texts = Enumerable.Range(0, 256).Select(seed => Encoding.UTF8.GetBytes(SampleText.Of(Bytes, seed))).ToArray();
        const int Messages = Topics * FilledTopics.Messages;
        var isSealed = FilledTopics.Fill(broker, "sealed", Topics, i => sealer.Seal(texts[i % texts.Length]).Value);
        var isClear = FilledTopics.Fill(broker, "clear", Topics, i => texts[i % texts.Length]);

        var content = new ArrayBufferWriter<byte>(4096);
        void OpenBytes(byte[] value)
        {
            content.ResetWrittenCount();
            Opened(opener.TryOpen(value, null, content, out _));
        }

        (string What, Func<Task<Flow>> Read)[] readers =
        [
            ("in the clear, 1 KiB, plain consumer", () => FilledTopics.ReadAsync(broker, isClear, Messages, _ => { })),
            ("sealed, plain consumer (does not open)", () => FilledTopics.ReadAsync(broker, isSealed, Messages, _ => { })),
            ("sealed, opened into bytes", () => FilledTopics.ReadAsync(broker, isSealed, Messages, OpenBytes)),
            ("sealed, the consumer", () => ConsumerAsync(broker, Messages)),
        ];
        var flows = readers.Select(_ => new List<Flow>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < readers.Length; i++)
            {
                var flow = await readers[i].Read();
                await progress.WriteLineAsync($"round {round}: {readers[i].What}: {flow.PerSecond:#,##0} a second, {flow.OwnCpu:0.00} + {flow.BrokerCpu:0.00} µs of processor time each");
                if (round > 0)
                {
                    flows[i].Add(flow);
                }
            }
        }

        return new BenchReport(
            Name, machine.AtEnd(), ["reader", "messages/s", "client CPU, µs/message", "broker CPU, µs/message"],
            [.. readers.Select((reader, i) => Row(reader.What, Flow.Median(flows[i])))],
            [
                new("consume, the consumer's messages a second to the plain consumer's of the same topics", Ratio(flows[3], flows[1]), LeastRatio),
                new("consume, opened into bytes by the thread that reads, likewise", Ratio(flows[2], flows[1])),
                new("consume by processor time of client and broker: that of the plain consumer to that of the consumer", Flow.MedianOf(flows[1].Select(Cpu)) / Flow.MedianOf(flows[3].Select(Cpu))),
                new("consume, the consumer's messages a second to the plain consumer's of 1 KiB in the clear", Ratio(flows[3], flows[0])),
            ],
            [$"Medians of {Rounds} alternating rounds of {Messages:#,##0} messages from {Topics * 4} partitions, from the first message to the last. The consumer has its page, telemetry and commits; the other readers are one thread each."]);
    }

    private static async Task<Flow> ConsumerAsync(BrokerProcess broker, int messages)
    {
        await using var app = await Services.ConsumerOfManyAsync(broker, Pattern);
        return await Consuming.MeasureAsync(broker, app, messages);
    }

    private static void Opened(bool isOpened)
    {
        if (!isOpened)
        {
            throw new InvalidOperationException("A message was refused.");
        }
    }

    private static double Cpu(Flow flow) => flow.OwnCpu + flow.BrokerCpu;

    private static double Ratio(IEnumerable<Flow> ours, IEnumerable<Flow> plain) => Flow.MedianOf(ours.Zip(plain, (a, b) => a.PerSecond / b.PerSecond));

    private static IReadOnlyList<object> Row(string what, Flow flow) => [what, flow.PerSecond, flow.OwnCpu, flow.BrokerCpu];
}
