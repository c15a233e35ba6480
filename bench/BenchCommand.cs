using System.Globalization;

namespace CcDemo.Bench;

/// <summary>The command line: <c>NAME [--seconds N] [--json FILE]</c>.</summary>
internal static class BenchCommand
{
    private const int WrongUse = 2;

    private const int FloodSeconds = 600;

    private static IBench[] Benches(int floodSeconds = FloodSeconds) =>
    [
        new SealBench(),
        new OpenBench(),
        new ProduceBench(),
        new ConsumeBench(),
        new RsaConsumeBench(),
        new RotateBench(),
        new LatencyBench(),
        new PageBench(),
        new FloodBench(TimeSpan.FromSeconds(floodSeconds)),
    ];

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>The exit code: 0, or 2 for arguments that are not understood.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        if (args is ["--help"] or ["-h"])
        {
            await output.WriteAsync(Usage());
            return 0;
        }

        if (args is [MockBroker.Command])
        {
            await MockBroker.RunAsync(Console.In, output);
            return 0;
        }

        var rest = args.ToList();
        var file = Take(rest, "--json");
        var seconds = Take(rest, "--seconds");
        var name = rest is [var only] ? only : null;
        if (!int.TryParse(seconds ?? $"{FloodSeconds}", NumberStyles.None, CultureInfo.InvariantCulture, out var flood) || flood == 0)
        {
            await error.WriteLineAsync($"--seconds takes a number of seconds, not '{seconds}'.");
            return WrongUse;
        }

        if (Array.Find(Benches(flood), bench => bench.Name == name) is not { } chosen)
        {
            await error.WriteLineAsync(args.Count == 0 ? "Name a benchmark." : $"There is no benchmark '{string.Join(' ', args)}'.");
            await error.WriteAsync(Usage());
            return WrongUse;
        }

        var report = await chosen.RunAsync(error);
        await output.WriteAsync(BenchTable.Of(report));
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, report.ToJson() + "\n");
        }

        return 0;
    }

    /// <summary>Takes an option and its value out of the arguments; null when it is not there.</summary>
    private static string? Take(List<string> args, string option)
    {
        var index = args.IndexOf(option);
        if (index < 0 || index + 1 == args.Count)
        {
            return null;
        }

        var value = args[index + 1];
        args.RemoveRange(index, 2);
        return value;
    }

    private static string Usage()
    {
        var benches = Benches();
        var width = benches.Max(bench => bench.Name.Length);
        return $"""
            usage: dotnet run -c Release --project bench -- NAME [--seconds N] [--json FILE]

            {string.Join('\n', benches.Select(bench => $"  {bench.Name.PadRight(width)}  {bench.Summary}"))}

              --seconds N  how long a flood lasts; default {FloodSeconds}
              --json FILE  writes the figures as JSON, too

            """;
    }
}
