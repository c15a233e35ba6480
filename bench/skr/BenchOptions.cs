using System.Globalization;

namespace CcDemo.Skr.Bench;

/// <summary>What is measured, and how often.</summary>
/// <param name="Program">The native binary.</param>
/// <param name="Runs">How often each sidecar is started.</param>
/// <param name="Requests">How many reports are asked for, half of them by one caller and half by sixteen.</param>
/// <param name="Releases">How many keys are released, half of them to one caller and half to sixteen.</param>
/// <param name="JsonFile">Where the figures are written too, if anywhere.</param>
internal sealed record BenchOptions(string Program, int Runs, int Requests, int Releases, string? JsonFile)
{
    private const string Usage = """
        usage: dotnet run -c Release --project bench/skr -- [--program FILE] [--runs N] [--requests N] [--releases N] [--json FILE]

          --program FILE    the native binary (default: where 'dotnet publish Skr -c Release' puts it)
          --runs N          starts of each sidecar (default 10)
          --requests N      reports (default 2000)
          --releases N      releases (default 320)
          --json FILE       write the figures there, too
        """;

    /// <returns>The options, or null when they are wrong and that has been said.</returns>
    public static BenchOptions? Read(string[] args)
    {
        var options = new BenchOptions(Repository.NativeSidecar, Runs: 10, Requests: 2000, Releases: 320, JsonFile: null);

        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var changed = args[i] switch
            {
                "--program" when value.Length > 0 => options with { Program = Path.GetFullPath(value) },
                "--json" when value.Length > 0 => options with { JsonFile = value },
                "--runs" when Count(value) is { } runs => options with { Runs = runs },
                "--requests" when Count(value) is { } requests => options with { Requests = requests },
                "--releases" when Count(value) is { } releases => options with { Releases = releases },
                _ => null,
            };

            if (changed is null)
            {
                Console.Error.WriteLine(Usage);
                return null;
            }

            options = changed;
        }

        if (File.Exists(options.Program))
        {
            return options;
        }

        Console.Error.WriteLine($"There is no {options.Program}: make it with 'dotnet publish Skr -c Release'.");
        return null;
    }

    private static int? Count(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
}
