using System.Globalization;
using System.Text;
using System.Text.Json;
using CcDemo.MessageEncryption;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CcDemo.Consumer.Tests;

/// <summary>
/// Consumers as processes of their own, one of which is killed (SIGKILL) and started again, and a broker that goes down and
/// comes up (<see cref="ScriptedBroker"/>). What a consumer showed is read from its <c>Consumer:OutputFile</c>. The group is
/// one of KIP-848: this broker takes half a minute and more to move a dead member's partitions in a classic group.
/// </summary>
public sealed class NothingLostTests(ITestOutputHelper test)
{
    private const string Topic = "numbers";
    private const string Group = "numbers-group";
    private const int Partitions = 3;
    private const int Count = 200_000;
    private const int PoisonEvery = 1000;

    /// <summary>Messages that a partition may be ahead of what is committed: the broker keeps 5 MB of each.</summary>
    private const int Lead = 12_000;

    [Fact]
    public async Task Of_200000_messages_none_is_lost_while_a_consumer_is_killed_and_the_broker_goes_down()
    {
        using var broker = new ScriptedBroker();
        broker.CreateTopic(Topic, Partitions);
        broker.CreateTopic($"{Topic}-dlq", 1);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        var folder = Directory.CreateTempSubdirectory("ccdemo-output-");
        var killed = Start(broker, skr, folder, "a");
        ConsumerProcess? again = null;
        try
        {
            using var other = Start(broker, skr, folder, "b");
            using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string>
            {
                ["bootstrap.servers"] = broker.Address,
                ["enable.idempotence"] = "true",
                ["compression.type"] = "lz4",
                ["linger.ms"] = "20",
                ["message.timeout.ms"] = "120000",
                ["reconnect.backoff.max.ms"] = "1000",
            }).SetLogHandler((_, _) => { }).Build();
            using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, Topic);

            var failed = 0;
            for (var id = 0; id < Count; id++)
            {
                switch (id)
                {
                    case 60_000:
                        killed.Dispose();
                        break;
                    case 90_000:
                        again = Start(broker, skr, folder, "a");
                        break;
                    case 130_000:
                        broker.TakeDown();
                        await Task.Delay(TimeSpan.FromSeconds(3));
                        broker.BringUp();
                        break;
                }

                if (id % (Partitions * 1000) == 0)
                {
                    await UntilCommittedAsync(broker, committed => committed.Count == Partitions && committed.Min() >= (id / Partitions) - Lead);
                }

                var value = id % PoisonEvery == 0 ? Encoding.ASCII.GetBytes($"poison {id}") : sealer.Seal(id.ToString(CultureInfo.InvariantCulture)).Value;
                producer.Produce(new TopicPartition(Topic, id % Partitions), new Message<Null, byte[]> { Value = value }, report =>
                {
                    if (report.Error.IsError)
                    {
                        Interlocked.Increment(ref failed);
                    }
                });
            }

            producer.Flush(TimeSpan.FromSeconds(60));
            Assert.Equal(0, failed);
            await UntilCommittedAsync(broker, committed => committed.Sum() == Count);

            var letters = broker.Read($"{Topic}-dlq", read => read.Select(letter => IdOf(letter.Message.Value)).Distinct().Count() == Count / PoisonEvery);
            var shown = new[] { "a", "b" }.SelectMany(name => File.ReadLines(Path.Combine(folder.FullName, name))).Select(ShownId).OfType<int>().ToList();
            var ids = shown.Concat(letters.Select(letter => IdOf(letter.Message.Value))).ToList();

            test.WriteLine($"{Count} sent, {shown.Count} shown, {letters.Count} dead-lettered, {ids.Count - ids.Distinct().Count()} duplicates.");
            Assert.Empty(Enumerable.Range(0, Count).Except(ids));
            Assert.All(letters, letter => Assert.Equal(0, IdOf(letter.Message.Value) % PoisonEvery));
        }
        finally
        {
            killed.Dispose();
            again?.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private static ConsumerProcess Start(ScriptedBroker broker, StandInSkr skr, DirectoryInfo folder, string name)
        => ConsumerProcess.Start(
        [
            ("BROKERS", broker.Address), ("TOPIC", Topic), ("CONSUMERGROUP", Group), ("services__skr__http__0", skr.Address),
            ("SkrClientKID", RunningConsumer.KeyId), ("SkrClientMAAEndpoint", "maa.test"), ("SkrClientAKVEndpoint", "akv.test"),
            ("Consumer__WhenKeyIsMissing", "Wait"), ("Consumer__OutputFile", Path.Combine(folder.FullName, name)), ("Consumer__RetryAfter", "00:00:00.2"),
            ("Consumer__GroupProtocol", "consumer"),
        ]);

    private static Task<IReadOnlyList<long>> UntilCommittedAsync(ScriptedBroker broker, Predicate<IReadOnlyList<long>> condition)
        => Eventually.BecomesAsync(() => Task.Run(() => broker.Committed(Topic, Group, Partitions)), condition, committed => string.Join(", ", committed), TimeSpan.FromSeconds(120));

    private static int IdOf(byte[] poison) => int.Parse(Encoding.ASCII.GetString(poison).Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>Null for a line that a killed process left half.</summary>
    private static int? ShownId(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return int.Parse(json.RootElement.GetProperty("text").GetString()!, CultureInfo.InvariantCulture);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
