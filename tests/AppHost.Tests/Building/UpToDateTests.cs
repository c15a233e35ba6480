using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace CcDemo.AppHost.Tests.Building;

/// <summary><c>eng/UpToDate.targets</c> with a project of one file: what has to be built again is.</summary>
public sealed class UpToDateTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-up-to-date-");

    [Fact]
    public async Task Only_a_build_whose_sources_and_outputs_are_untouched_is_skipped()
    {
        var source = Write("App/Program.cs", "System.Console.WriteLine();");
        var project = Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
              <Import Project="../eng/UpToDate.targets" />
            </Project>
            """);
        Write("eng/UpToDate.targets", await File.ReadAllTextAsync(Path.Combine(Repository(), "eng", "UpToDate.targets")));

        await DotnetAsync("build", project, "-v", "quiet", "-nologo");
        Assert.True(await IsUpToDateAsync(project));
        Assert.False(await IsUpToDateAsync(project, "-p:Version=9.9.9"));

        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddMinutes(1));
        Assert.False(await IsUpToDateAsync(project));
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddHours(-1));
        Assert.True(await IsUpToDateAsync(project));

        var added = Write("Lib/Added.cs", "");
        File.SetLastWriteTimeUtc(added, DateTime.UtcNow.AddHours(-1));
        Assert.False(await IsUpToDateAsync(project));
        File.Delete(added);
        Assert.True(await IsUpToDateAsync(project));

        var output = Path.Combine(_folder.FullName, "App", "bin", "Debug", "net10.0", "App.dll");
        File.SetLastWriteTimeUtc(output, DateTime.UtcNow.AddMinutes(1));
        Assert.False(await IsUpToDateAsync(project));
        File.Delete(output);
        Assert.False(await IsUpToDateAsync(project));

        await DotnetAsync("build", project, "-v", "quiet", "-nologo");
        Assert.True(File.Exists(output));
        Assert.True(await IsUpToDateAsync(project));

        await DotnetAsync("build", project, "-v", "quiet", "-nologo", "--no-incremental");
        Assert.True(File.Exists(output));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static async Task<bool> IsUpToDateAsync(string project, params string[] options)
        => string.IsNullOrWhiteSpace(await DotnetAsync(["msbuild", project, "-nologo", "-t:LookWhetherUpToDate", "-getProperty:BuildDependsOn", .. options]));

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        using var end = new CancellationTokenSource(_patience);
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(end.Token);
        await process.WaitForExitAsync(end.Token);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    private string Write(string path, string content)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }
}
