using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CcDemo.Consumer.Tests;

/// <summary>The consumer as a process of its own, for what it leaves behind: its log, and files in a home of its own.</summary>
internal sealed partial class ConsumerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = [];

    private bool _isOver;

    private ConsumerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public DirectoryInfo Home { get; private init; } = null!;

    public IReadOnlyCollection<string> LogLines => _log;

    public static ConsumerProcess Start(params (string Name, string Value)[] environment)
    {
        var home = Directory.CreateTempSubdirectory("ccdemo-home-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcDemo.Consumer.dll")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = home.FullName,
        };
        (string Name, string Value)[] all =
        [
            ("HOME", home.FullName), ("DOTNET_CLI_HOME", home.FullName), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("BROKERS", "127.0.0.1:1"), ("Kafka__Client__log_level", "0"), .. environment,
        ];
        foreach (var (name, value) in all)
        {
            start.Environment[name] = value;
        }

        return new ConsumerProcess(Process.Start(start)!) { Home = home };
    }

    /// <summary>Where it listens, once it says so.</summary>
    public async Task<Uri> AddressAsync() => new(Listening().Match(await UntilLogAsync(text => Listening().IsMatch(text))).Groups[1].Value);

    /// <summary>Waits until the log is as it should be.</summary>
    public Task<string> UntilLogAsync(Predicate<string> condition)
        => Eventually.BecomesAsync(() => Task.FromResult(string.Join('\n', _log)), condition, text => text);

    /// <summary>Kills it (SIGKILL).</summary>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Home.Delete(recursive: true);
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
