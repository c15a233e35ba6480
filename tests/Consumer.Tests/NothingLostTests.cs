using System.Globalization;
using System.Text;
using System.Text.Json;
using CcDemo.MessageEncryption;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CcDemo.Consumer.Tests;

/// <summary>
/// Consumers as processes of their own, one of which is killed (SIGKILL) and started again, and a broker that goes down and
/// comes up (<see cref="ScriptedBroker"/>). What a consumer showed is read from its <c>Consumer:OutputFile</c>.
/// </summary>
public sealed class NothingLostTests(ITestOutputHelper test)
{
    private const string Topic = "numbers";
    private const string Group = "numbers-group";
    private const int Partitions = 3;
    private const int PoisonEvery = 1000;

    /// <summary>
    /// librdkafka's own broker ends each round of a classic rebalance a second before the session timeout and not when all
    /// members have joined again, as other brokers do; and cooperative members need two rounds.
    /// </summary>
    private static readonly (string, string)[] ShortRebalances = [("Kafka__Client__session.timeout.ms", "4000"), ("Kafka__Client__heartbeat.interval.ms", "500")];

    /// <summary>Milliseconds: a broker that goes down leaves what it was asked unanswered, on a connection that seems to be open.</summary>
    private const string Unanswered = "5000";

    /// <summary>Messages that a partition may be ahead of what is committed: the broker keeps 5 MB of each.</summary>
    private const int Lead = 12_000;

    [Theory]
    [InlineData("consumer", 200_000)]
    [InlineData("classic", 80_000)]
    public async Task Of_so_many_messages_none_is_lost_while_a_consumer_is_killed_and_the_broker_goes_down(string protocol, int count)
    {
        using var broker = new ScriptedBroker();
        broker.CreateTopic(Topic, Partitions);
        broker.CreateTopic($"{Topic}-dlq", 1);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        var folder = Directory.CreateTempSubdirectory("ccdemo-output-");
        var killed = Start(broker, skr, folder, "a", protocol);
        ConsumerProcess? again = null;
        try
        {
            using var other = Start(broker, skr, folder, "b", protocol);
            using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string>
            {
                ["bootstrap.servers"] = broker.Address,
                ["enable.idempotence"] = "true",
                ["compression.type"] = "lz4",
                ["linger.ms"] = "20",
                ["message.timeout.ms"] = "120000",
                ["reconnect.backoff.max.ms"] = "1000",
                ["socket.timeout.ms"] = Unanswered,
            }).SetLogHandler((_, _) => { }).Build();
            using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, Topic);

            var failed = 0;
            for (var id = 0; id < count; id++)
            {
                switch (id)
                {
                    case var _ when id == count * 3 / 10:
                        killed.Dispose();
                        break;
                    case var _ when id == count * 45 / 100:
                        again = Start(broker, skr, folder, "a", protocol);
                        break;
                    case var _ when id == count * 65 / 100:
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
            await UntilCommittedAsync(broker, committed => committed.Sum() == count);

            var letters = broker.Read($"{Topic}-dlq", read => read.Select(letter => IdOf(letter.Message.Value)).Distinct().Count() == count / PoisonEvery);
            var shown = new[] { "a", "b" }.SelectMany(name => File.ReadLines(Path.Combine(folder.FullName, name))).Select(ShownId).OfType<int>().ToList();
            var ids = shown.Concat(letters.Select(letter => IdOf(letter.Message.Value))).ToList();

            test.WriteLine($"{count} sent, {shown.Count} shown, {letters.Count} dead-lettered, {ids.Count - ids.Distinct().Count()} duplicates.");
            Assert.Empty(Enumerable.Range(0, count).Except(ids));
            Assert.All(letters, letter => Assert.Equal(0, IdOf(letter.Message.Value) % PoisonEvery));
        }
        finally
        {
            killed.Dispose();
            again?.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private static ConsumerProcess Start(ScriptedBroker broker, StandInSkr skr, DirectoryInfo folder, string name, string protocol)
        => ConsumerProcess.Start(
        [
            ("BROKERS", broker.Address), ("TOPIC", Topic), ("CONSUMERGROUP", Group), ("services__skr__http__0", skr.Address),
            ("SkrClientKID", RunningConsumer.KeyId), ("SkrClientMAAEndpoint", "maa.test"), ("SkrClientAKVEndpoint", "akv.test"),
            ("Consumer__WhenKeyIsMissing", "Wait"), ("Consumer__OutputFile", Path.Combine(folder.FullName, name)), ("Consumer__RetryAfter", "00:00:00.2"),
            ("Consumer__GroupProtocol", protocol), ("Kafka__Client__socket.timeout.ms", Unanswered), .. protocol == "classic" ? ShortRebalances : [],
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
