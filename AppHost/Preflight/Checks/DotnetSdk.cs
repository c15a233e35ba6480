namespace CcDemo.AppHost;

/// <summary>The .NET SDK that builds the images.</summary>
internal sealed class DotnetSdk(Tools tools) : IPreflightCheck
{
    private const string Least = "10.0";

    private static readonly Remedy _install = Remedy.Sentence("Install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0");

    public string Name => ".NET SDK";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await tools.AskAsync("dotnet", ["--list-sdks"], ct)).Judge(Judge, () => Finding.Missing("there is no dotnet", _install));

    private static Finding Judge(string list)
    {
        string[] versions = [.. list.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
        return versions.LastOrDefault(version => VersionText.IsAtLeast(version, Least)) is { } version
            ? Finding.Ok(version)
            : Finding.Missing($"{(versions.Length > 0 ? string.Join(", ", versions) : "no SDK")}; 10.0 or newer is needed", _install);
    }
}
