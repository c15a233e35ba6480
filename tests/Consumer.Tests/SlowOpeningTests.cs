using System.Diagnostics;
using System.Text.Json;
using CcDemo.EndToEnd;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CcDemo.Consumer.Tests;

/// <summary>Consumers that have more to open, or longer to wait for a key, than a group waits for.</summary>
[Collection(SharedBroker.Name)]
public sealed class SlowOpeningTests(EmbeddedBroker broker)
{
    private const int AtOnce = 200;
    private const int Backlog = 2000;
    private const int Most = 30_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What the embedded broker makes of a classic group: rounds of three seconds.</summary>
    private static readonly string[] Classic = ["--Consumer:GroupProtocol=classic", "--Kafka:Client:session.timeout.ms=4000", "--Kafka:Client:heartbeat.interval.ms=300"];

    [Fact]
    public async Task A_member_that_comes_while_another_has_much_to_open_takes_partitions_and_nothing_is_lost()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyName);
        using var firstFile = new TemporaryFile("");
        using var secondFile = new TemporaryFile("");
        await using var first = await RunningConsumer.StartAsync(broker, skr, settings: [.. Slow(firstFile), .. Classic]);
        using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address }).Build();
        using var sealer = new RsaOaepSealer(TestKey.PublicOf(RunningConsumer.KeyName));

        var sent = 0;
        await SendUntilAsync(() => Lines(firstFile) > 0);
        await using var second = await RunningConsumer.StartAsync(broker, skr, first.Topic, first.Group, [.. Slow(secondFile), .. Classic]);
        await SendUntilAsync(() => Lines(secondFile) > 0);
        Assert.InRange(Lines(firstFile), 1, sent);
        await broker.UntilCommittedAsync(first.Topic, first.Group, sent);

        var shown = File.ReadLines(firstFile.Path).Concat(File.ReadLines(secondFile.Path)).Select(NumberOf).ToHashSet();
        Assert.Equal(sent, shown.Count);

        async Task SendUntilAsync(Func<bool> condition)
        {
            while (!condition())
            {
                Assert.True(sent < Most, "The second member never had a message.");
                for (var i = 0; i < AtOnce; i++)
                {
                    producer.Produce(first.Topic, new Message<Null, byte[]> { Value = sealer.Seal($"{sent++}").Value });
                }

                producer.Flush(TimeSpan.FromSeconds(30));
                await Eventually.BecomesAsync(
                    () => Task.FromResult(condition() || sent - Lines(firstFile) - Lines(secondFile) < Backlog), become => become, _ => $"{sent} sent, {Lines(firstFile)} shown", TimeSpan.FromSeconds(60));
            }
        }
    }

    [Fact]
    public async Task A_member_that_waits_for_its_key_beyond_the_time_between_polls_stays_in_its_group()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "Not yet.";
        using var log = new CapturedLog();
        await using var consumer = await StartPolledAsync(skr, log);

        await consumer.SendAsync("first");
        await consumer.UntilStateAsync("refused");
        await consumer.SendAsync("second");
        await BeyondPatienceAsync();
        skr.Refusal = null;

        await consumer.UntilMessagesAsync(messages => messages.Count == 2 && messages.TrueForAll(message => message.State() == "opened"));
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, 2);
        AssertStayed(log);
    }

    /// <summary>The reader of the pipe takes nothing for a while; then what was opened waits for it, and what was read has no room.</summary>
    [LinuxFact]
    public async Task A_member_whose_reader_holds_it_up_beyond_the_time_between_polls_stays_in_its_group()
    {
        var sent = 0;
        var pipe = Path.Combine(Path.GetTempPath(), $"ccdemo-{Guid.NewGuid():N}");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        using var log = new CapturedLog();
        var opening = Task.Run(() => new StreamReader(new FileStream(pipe, FileMode.Open, FileAccess.Read)));
        await using var consumer = await StartPolledAsync(skr, log, $"--Consumer:OutputFile={pipe}");
        using var reader = await opening;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => SendAsync()));
        await Eventually.BecomesAsync(() => consumer.MessagesAsync(), messages => messages.Count > 0, messages => $"{messages.Count} shown");
        await BeyondPatienceAsync(SendAsync);
        var numbers = new HashSet<int>();
        await Task.Run(() =>
        {
            while (numbers.Count < sent && reader.ReadLine() is { } line)
            {
                numbers.Add(NumberOf(line));
            }
        }).WaitAsync(TimeSpan.FromSeconds(60));

        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, sent);
        AssertStayed(log);
        File.Delete(pipe);

        Task SendAsync() => consumer.SendAsync($"{sent++} {new string('x', 2000)}");
    }

    /// <summary>A member with room for one batch, whom librdkafka takes out of its group when it is not asked for messages for a while.</summary>
    private Task<RunningConsumer> StartPolledAsync(StandInSkr skr, CapturedLog log, params string[] settings)
        => RunningConsumer.StartAsync(broker, skr, builder => builder.Logging.ClearProviders().AddProvider(log), settings:
        [
            "--Consumer:WhenKeyIsMissing=Wait", "--Consumer:InFlightMessages=1", $"--Kafka:Client:max.poll.interval.ms={Patience.TotalMilliseconds}", .. settings,
        ]);

    private static async Task BeyondPatienceAsync(Func<Task>? meanwhile = null)
    {
        var started = Stopwatch.GetTimestamp();
        await Eventually.BecomesAsync(
            async () =>
            {
                await (meanwhile?.Invoke() ?? Task.CompletedTask);
                return Stopwatch.GetElapsedTime(started);
            },
            waited => waited > 2 * Patience,
            waited => $"{waited}");
    }

    private static void AssertStayed(CapturedLog log)
    {
        Assert.Single(log.Lines, line => line.Contains("partitions came", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("partitions were lost", StringComparison.Ordinal) || line.Contains("maximum poll interval", StringComparison.Ordinal));
    }

    private static string[] Slow(TemporaryFile file) => ["--Consumer:OpeningThreads=1", "--Consumer:WhenKeyIsMissing=Wait", $"--Consumer:OutputFile={file.Path}"];

    private static int Lines(TemporaryFile file)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Count(character => character == '\n');
    }

    private static int NumberOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return int.Parse(json.RootElement.GetProperty("text").GetString()!.Split(' ')[0]);
    }
}
