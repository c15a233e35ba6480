using System.Diagnostics;
using System.Text;
using CcDemo.Consumer.Messages;
using CcDemo.Producer.Sending;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Bench;

internal sealed class LatencyBench : IBench
{
    private const int Messages = 1000;
    private const int PerSecond = 100;
    private const double MostBeyondBroker = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "latency";

    public string Summary => "from the producer to shown by the consumer at 100 a second, against a plain pair";

    public async Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        await using var broker = await BrokerProcess.StartAsync();
        var plain = await PlainAsync(broker);
        await progress.WriteLineAsync($"plain: p50 {At(plain, 0.5):0.0} ms, p99 {At(plain, 0.99):0.0} ms");
        var ours = await OursAsync(broker);
        await progress.WriteLineAsync($"ours: p50 {At(ours, 0.5):0.0} ms, p99 {At(ours, 0.99):0.0} ms");
        return new BenchReport(
            Name, machine.AtEnd(), ["pair", "p50, ms", "p99, ms", "largest, ms"],
            [["plain", At(plain, 0.5), At(plain, 0.99), plain[^1]], ["ours", At(ours, 0.5), At(ours, 0.99), ours[^1]]],
            [new("latency, p99 of ours less that of the plain pair, ms", At(ours, 0.99) - At(plain, 0.99), MostBeyondBroker, IsCeiling: true)],
            [$"{Messages:#,##0} messages at {PerSecond} a second for each pair; the time from handing a message over until it was read (plain) or shown (ours), both with linger 5 ms and fetches that wait 100 ms at most."]);
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private static async Task<List<double>> PlainAsync(BrokerProcess broker)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = broker.Address,
            ["group.id"] = "plain",
            ["enable.auto.commit"] = "false",
            ["fetch.wait.max.ms"] = "100",
        }).Build();
        using var producer = new ProducerBuilder<byte[]?, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address, ["linger.ms"] = "5", ["enable.idempotence"] = "true" }).Build();
        await producer.ProduceAsync("plain", new Message<byte[]?, byte[]> { Value = [] });
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset("plain", partition, Offset.Beginning)));
        consumer.Consume(Patience);

        var text = Encoding.UTF8.GetBytes(SampleText.Of(1024));
        var sentAt = new long[Messages];
        var latencies = new List<double>(Messages);
        var reading = Task.Run(() =>
        {
            while (latencies.Count < Messages)
            {
                var read = consumer.Consume(Patience) ?? throw new InvalidOperationException("A message did not arrive.");
                latencies.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt[BitConverter.ToInt32(read.Message.Key!)])).TotalMilliseconds);
            }
        });
        await PacedAsync(i =>
        {
            Volatile.Write(ref sentAt[i], Stopwatch.GetTimestamp());
            producer.Produce("plain", new Message<byte[]?, byte[]> { Key = BitConverter.GetBytes(i), Value = text });
        });
        await reading;
        return [.. latencies.Order()];
    }

    private static async Task<List<double>> OursAsync(BrokerProcess broker)
    {
        await using var producer = await Services.ProducerAsync(broker);
        var sender = producer.Services.GetRequiredService<MessageSender>();
        var message = new OutgoingMessage(SampleText.Of(1024));
        await sender.SendAsync(message, CancellationToken.None);
        await using var consumer = await Services.ConsumerAsync(broker, BenchKeys.Topic);
        var board = consumer.Services.GetRequiredService<MessageBoard>();
        var changes = consumer.Services.GetRequiredService<ChangeSignal>();
        await ShownAsync(board, changes, 1, _ => { });

        // Number 1 has been sent; the message that is sent as the i-th has the number i + 2.
        var sentAt = new long[Messages];
        var latencies = new List<double>(Messages);
        var reading = ShownAsync(board, changes, Messages + 1, shown =>
        {
            if (shown >= 2)
            {
                latencies.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt[shown - 2])).TotalMilliseconds);
            }
        });
        await PacedAsync(i =>
        {
            Volatile.Write(ref sentAt[i], Stopwatch.GetTimestamp());
            sender.TrySend(message);
        });
        await reading;
        await consumer.StopAsync();
        await producer.StopAsync();
        return [.. latencies.Order()];
    }

    /// <summary>Says of each number when its text is on the board.</summary>
    private static async Task ShownAsync(MessageBoard board, ChangeSignal changes, int count, Action<int> shown)
    {
        var (seen, revision) = (0, 0L);
        while (seen < count)
        {
            var change = changes.NextAsync();
            foreach (var message in board.ChangedSince(revision))
            {
                revision = message.Revision;
                seen++;
                var text = message.Opening.Text!;
                shown(int.Parse(text.AsSpan(4, text.IndexOf(':', StringComparison.Ordinal) - 4)));
            }

            if (seen < count)
            {
                await change.WaitAsync(Patience);
            }
        }
    }

    private static async Task PacedAsync(Action<int> send)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var i = 0; i < Messages; i++)
        {
            await timer.WaitForNextTickAsync();
            send(i);
        }
    }
}
