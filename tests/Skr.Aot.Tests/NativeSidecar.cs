using System.Diagnostics;

namespace CcDemo.Skr.Aot.Tests;

/// <summary>The sidecar's native binary, made as a user makes it, in a folder of the tests' own that every test project shares.</summary>
internal static class NativeSidecar
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task<string>> _file = new(PublishAsync);

    /// <summary>The binary; made when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">It cannot be made; the message is the build's.</exception>
    public static Task<string> FileAsync() => _file.Value;

    private static async Task<string> PublishAsync()
    {
        var root = Root();
        var artifacts = Directory.CreateDirectory(Path.Combine(root, "artifacts", "native-sidecar"));
        using var timeout = new CancellationTokenSource(_timeLimit);
        await using var turn = await TakeTurnAsync(Path.Combine(artifacts.FullName, "turn.lock"), timeout.Token);

        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine(root, "Skr"), "-c", "Release", "--artifacts-path", artifacts.FullName, "--nologo", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test runner's own build must not speak to this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var publish = Process.Start(start)!;

        try
        {
            var output = await Task.WhenAll(publish.StandardOutput.ReadToEndAsync(timeout.Token), publish.StandardError.ReadToEndAsync(timeout.Token));
            await publish.WaitForExitAsync(timeout.Token);
            return publish.ExitCode == 0 && !output[0].Contains(": warning ", StringComparison.Ordinal)
                ? Path.Combine(artifacts.FullName, "publish", "Skr", "release", "CcDemo.Skr")
                : throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}, or warned:\n{string.Concat(output)}");
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet publish was not done within {_timeLimit.TotalMinutes} minutes.");
        }
    }

    /// <summary>One publish at a time, whichever process it is of.</summary>
    private static async Task<FileStream> TakeTurnAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
            }
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;

        while (!File.Exists(Path.Combine(folder, "CcDemo.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests are not inside the repository.");
        }

        return folder;
    }
}
