using System.Text.Json.Nodes;

namespace CcDemo.Deploy.Tests.Bicep;

/// <summary>The Bicep compiler of the package, on a copy of <c>deploy/</c> that a test may change.</summary>
internal sealed class BicepCompiler : IDisposable
{
    private const UnixFileMode Runnable = UnixFileMode.UserExecute;

    private static readonly string? _program = DeployFolder.Metadata("BicepCompiler");

    private readonly TemporaryFolder _folder = new();

    public BicepCompiler()
    {
        foreach (var file in Directory.EnumerateFiles(DeployFolder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = PathOf(Path.GetRelativePath(DeployFolder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Why there is no compiler; null when there is one.</summary>
    public static string? WhyNot { get; } = _program is null ? "The Bicep compiler's package is for Linux on x64 only." : null;

    /// <summary>The full path of a file of the copy.</summary>
    public string PathOf(string file) => _folder.File(file);

    /// <summary>The findings of compiler and linter in every file, one a line; none is an empty text.</summary>
    public async Task<string> LintAsync()
    {
        var run = await RunAsync("lint", "--pattern", "**/*.bicep");
        return run.Output + run.Error;
    }

    /// <summary>Formats every file in place.</summary>
    public Task FormatAsync() => RunAsync("format", "--pattern", "**/*.bicep");

    /// <summary>The template that is deployed, as JSON.</summary>
    public async Task<JsonNode> BuildAsync()
    {
        var run = await RunAsync("build", "main.bicep", "--stdout");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonNode.Parse(run.Output)!;
    }

    /// <summary>What a deployment with these parameters would make: conditions, loops and names evaluated.</summary>
    /// <param name="parameters">The lines of a parameter file after the first.</param>
    public async Task<Prediction> PredictAsync(string parameters)
    {
        await File.WriteAllTextAsync(PathOf("test.bicepparam"), $"using 'main.bicep'\n{parameters}\n");
        var run = await RunAsync(
            "snapshot", "test.bicepparam", "--mode", "overwrite", "--resource-group", "group", "--location", "westeurope",
            "--subscription-id", Prediction.Subscription, "--tenant-id", Prediction.Tenant);
        Assert.Equal((0, ""), (run.ExitCode, run.Output + run.Error));
        return new Prediction(JsonNode.Parse(await File.ReadAllTextAsync(PathOf("test.snapshot.json")))!);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ProgramRun> RunAsync(params string[] arguments)
    {
        if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(_program!).HasFlag(Runnable))
        {
            File.SetUnixFileMode(_program!, File.GetUnixFileMode(_program!) | Runnable);
        }

        return ProgramRun.OfAsync(_program!, arguments, _folder.Path);
    }
}
