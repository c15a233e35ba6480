using System.Diagnostics;

namespace CcDemo.EndToEnd;

[Collection(SharedDemo.Name)]
public sealed class KafkaInteropTests(DemoFixture fixture)
{
    [KcatFact]
    public async Task Kcat_reads_the_topic_and_finds_nothing_but_sealed_values()
    {
        await RunningDemo.WaitForTextAsync(fixture.Demo.Consumer, page => page.Contains("Msg ", StringComparison.Ordinal));

        var start = new ProcessStartInfo(KcatFactAttribute.Path!)
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-b", await fixture.Demo.GetBootstrapServersAsync(), "-C", "-t", "kafka-demo-topic", "-o", "beginning", "-e", "-q", "-f", "%k|%s\n" },
        };
        using var kcat = Process.Start(start)!;
        var output = await kcat.StandardOutput.ReadToEndAsync();
        await kcat.WaitForExitAsync();
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(0, kcat.ExitCode);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"^\|[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$", line));
        Assert.DoesNotContain("Azure", output, StringComparison.OrdinalIgnoreCase);
    }
}
