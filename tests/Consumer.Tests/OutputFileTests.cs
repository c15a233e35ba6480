using System.Text.Json;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class OutputFileTests(EmbeddedBroker broker)
{
    /// <summary>What a process that was killed left behind must not swallow the next line.</summary>
    [Fact]
    public async Task After_a_torn_line_the_next_is_whole()
    {
        const string Torn = """{"topic":"t","partition":0,"off""";
        using var file = new TemporaryFile(Torn);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(
            broker, skr, settings: ["--Consumer:WhenKeyIsMissing=Wait", $"--Consumer:OutputFile={file.Path}"]);
        await consumer.SendAsync("first\nof two lines");
        await consumer.SendAsync("second");
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, 2);

        var lines = await File.ReadAllLinesAsync(file.Path);
        Assert.Equal(3, lines.Length);
        Assert.Equal(Torn, lines[0]);
        Assert.Equal(["first\nof two lines", "second"], lines[1..].Select(TextOf).Order());
    }

    private static string? TextOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("text").GetString();
    }
}
