namespace CcDemo.Bench;

/// <summary>The command line: <c>NAME [--json FILE]</c>.</summary>
internal static class BenchCommand
{
    private const int WrongUse = 2;

    private static readonly IBench[] Benches =
    [
        new SealBench(),
        new OpenBench(),
        new ProduceBench(),
        new ConsumeBench(),
        new RsaConsumeBench(),
        new RotateBench(),
        new LatencyBench(),
        new PageBench(),
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

        var (name, file) = args switch
        {
            [var only] => (only, null),
            [var first, "--json", var path] => (first, path),
            ["--json", var path, var last] => (last, path),
            _ => (null, (string?)null),
        };
        if (Array.Find(Benches, bench => bench.Name == name) is not { } chosen)
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

    private static string Usage()
    {
        var width = Benches.Max(bench => bench.Name.Length);
        return $"""
            usage: dotnet run -c Release --project bench -- NAME [--json FILE]

            {string.Join('\n', Benches.Select(bench => $"  {bench.Name.PadRight(width)}  {bench.Summary}"))}

              --json FILE  writes the figures as JSON, too

            """;
    }
}
