using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CcDemo.Consumer.Kafka;
using CcDemo.MessageEncryption;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CcDemo.Consumer.Tests;

/// <summary>
/// Consumers as processes of their own, one of which is killed (SIGKILL) and started again, and a broker that goes down and
/// comes up (<see cref="StoppableBroker"/>). What a consumer showed is read from its <c>Consumer:OutputFile</c>. The group is one of KIP-848: this broker takes half a minute and more to move a
/// dead member's partitions in a classic group.
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
        using var broker = new StoppableBroker();
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

    [Fact]
    public async Task A_dead_letter_that_the_broker_does_not_take_holds_its_offset_and_shows_in_health()
    {
        using var broker = new StoppableBroker();
        broker.CreateTopic(Topic, 1);
        broker.CreateTopic($"{Topic}-dlq", 1);
        broker.SetTopicError($"{Topic}-dlq", ErrorCode.TopicAuthorizationFailed);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        var folder = Directory.CreateTempSubdirectory("ccdemo-output-");
        using var consumer = Start(broker, skr, folder, "a", ("Kafka__Client__message.timeout.ms", "2000"));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await consumer.AddressAsync() };
        using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address }).Build();
        using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, Topic);

        await producer.ProduceAsync(Topic, new Message<Null, byte[]> { Value = sealer.Seal("0").Value });
        await producer.ProduceAsync(Topic, new Message<Null, byte[]> { Value = "poison 1"u8.ToArray() });
        await HealthBecomesAsync(http, HttpStatusCode.ServiceUnavailable);
        await UntilCommittedAsync(broker, committed => committed is [1], partitions: 1);

        broker.SetTopicError($"{Topic}-dlq", ErrorCode.NoError);
        await HealthBecomesAsync(http, HttpStatusCode.OK);
        await UntilCommittedAsync(broker, committed => committed is [2], partitions: 1);
        var letter = Assert.Single(broker.Read($"{Topic}-dlq", read => read.Count == 1));
        Assert.Equal("unknown-form", Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes(DeadLetter.CodeHeader)));
        folder.Delete(recursive: true);
    }

    private static ConsumerProcess Start(StoppableBroker broker, StandInSkr skr, DirectoryInfo folder, string name, params (string Name, string Value)[] more)
        => ConsumerProcess.Start(
        [
            ("BROKERS", broker.Address), ("TOPIC", Topic), ("CONSUMERGROUP", Group), ("services__skr__http__0", skr.Address),
            ("SkrClientKID", RunningConsumer.KeyId), ("SkrClientMAAEndpoint", "maa.test"), ("SkrClientAKVEndpoint", "akv.test"),
            ("Consumer__WhenKeyIsMissing", "Wait"), ("Consumer__OutputFile", Path.Combine(folder.FullName, name)), ("Consumer__RetryAfter", "00:00:00.2"),
            ("Consumer__GroupProtocol", "consumer"), .. more,
        ]);

    private static Task<IReadOnlyList<long>> UntilCommittedAsync(StoppableBroker broker, Predicate<IReadOnlyList<long>> condition, int partitions = Partitions)
        => Eventually.BecomesAsync(() => Task.Run(() => broker.Committed(Topic, Group, partitions)), condition, committed => string.Join(", ", committed), TimeSpan.FromSeconds(120));

    private static Task<HttpStatusCode> HealthBecomesAsync(HttpClient http, HttpStatusCode status)
        => Eventually.BecomesAsync(async () => (await http.GetAsync("/health")).StatusCode, seen => seen == status, seen => $"{seen}");

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
