using System.Diagnostics;
using CcDemo.MessageEncryption;

namespace CcDemo.Bench;

internal sealed class RotateBench : IBench
{
    private const int Messages = 20_000;
    private const int Versions = 20;
    private const int Rounds = 5;

    public string Name => "rotate";

    public string Summary => "what a new key version costs a flow of messages, sealed and opened";

    public Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        using var ring = new MessageKeyring();
        for (var version = 0; version < Versions; version++)
        {
            ring.Add($"k/{version}", BenchKeys.Private());
        }

        var (steady, rotating) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (without, with) = (Measure(ring, 1), Measure(ring, Versions));
            progress.WriteLine($"round {round}: {without:0.0} ms with one version, {with:0.0} ms with {Versions}");
            if (round > 0)
            {
                steady.Add(without);
                rotating.Add(with);
            }
        }

        var cost = Flow.MedianOf(rotating.Zip(steady, (a, b) => (a - b) / (Versions - 1)));
        return Task.FromResult(new BenchReport(
            Name, machine.AtEnd(), ["flow", "ms"],
            [[$"{Messages:#,##0} messages under 1 version", Flow.MedianOf(steady)], [$"the same under {Versions} versions", Flow.MedianOf(rotating)]],
            [new("rotate, ms for each change of the key", cost)],
            [$"Medians of {Rounds} alternating rounds on one thread; a change is a new public key, a new content key, and one RSA-3072 decryption by the reader."]));
    }

    private static double Measure(MessageKeyring ring, int versions)
    {
        using var opener = new MessageOpener(ring, BenchKeys.Topic);
        var text = SampleText.Of(1024);
        var started = Stopwatch.GetTimestamp();
        for (var version = 0; version < versions; version++)
        {
            using var sealer = new JweSealer(BenchKeys.Public(), $"k/{version}", BenchKeys.Topic);
            for (var i = 0; i < Messages / versions; i++)
            {
                if (!opener.Open(sealer.Seal(text).Value).IsOpened)
                {
                    throw new InvalidOperationException("A message was refused.");
                }
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
