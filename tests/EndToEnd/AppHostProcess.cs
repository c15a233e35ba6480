using System.Collections.Concurrent;
using System.Diagnostics;
using CcDemo.AppHost;

namespace CcDemo.EndToEnd;

/// <summary>The AppHost as a process of its own, as <c>dotnet run</c> starts it, on free ports.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private const string Marker = "CCDEMO_TEST_RUN";

    private readonly int _dashboardPort = FixedPorts.FreePort();
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private AppHostProcess(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, int>> ports, string? temporaryFolder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [Marker] = _run,
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["ASPNETCORE_URLS"] = $"http://localhost:{_dashboardPort}",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FixedPorts.FreePort()}",
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{FixedPorts.FreePort()}",
            },
        };
        start.ArgumentList.Add(typeof(Projects.AppHost).Assembly.Location);

        if (temporaryFolder is not null)
        {
            start.Environment["TMPDIR"] = start.Environment["TMP"] = temporaryFolder;
        }

        foreach (var argument in arguments.Concat(ports.Select(port => $"--Ports:{port.Key}={port.Value}")))
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Dashboard => new($"http://localhost:{_dashboardPort}/");

    /// <summary>The link that the run prints for its user's browser.</summary>
    public async Task<Uri> LoginLinkAsync()
    {
        const string Before = "Login to the dashboard at ";
        var until = Stopwatch.StartNew();

        while (until.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (_output.FirstOrDefault(line => line.Contains(Before, StringComparison.Ordinal)) is { } line)
            {
                return new Uri(line[(line.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..].Trim());
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The run never printed a login link. It printed:\n{Output}");
    }

    /// <summary>The browser token of the run, as scripts send it.</summary>
    public async Task<string> BrowserTokenAsync() => (await LoginLinkAsync()).Query["?t=".Length..];

    public string Output => string.Join('\n', _output);

    public int ExitCode => _process.ExitCode;

    public static AppHostProcess Start(IEnumerable<KeyValuePair<string, int>> ports, params string[] arguments) => new(arguments, ports, temporaryFolder: null);

    /// <summary>With a folder for temporary files of its own, by which the steps of a pipeline find this run and no other.</summary>
    public static AppHostProcess StartIn(string temporaryFolder, IEnumerable<KeyValuePair<string, int>> ports, params string[] arguments) => new(arguments, ports, temporaryFolder);

    /// <summary>Runs a step of the pipeline to its end.</summary>
    public static async Task<(int ExitCode, string Output)> DoAsync(string temporaryFolder, params string[] arguments)
    {
        using var step = new AppHostProcess(["do", .. arguments], [], temporaryFolder);
        return await step.HasExitedWithinAsync(TimeSpan.FromSeconds(60)) ? (step.ExitCode, step.Output) : throw new TimeoutException($"It did not end. It printed:\n{step.Output}");
    }

    public static Dictionary<string, int> FreePorts()
        => new[] { "skr", "consumer", "consumer-plain", "producer" }.ToDictionary(name => name, _ => FixedPorts.FreePort());

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<bool> HasExitedWithinAsync(TimeSpan bound)
    {
        using var timeout = new CancellationTokenSource(bound);

        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The processes that the run started and that are still there: each inherited the run's mark.</summary>
    public IReadOnlyList<string> Descendants()
        => (from folder in Directory.EnumerateDirectories("/proc")
            let name = Path.GetFileName(folder)
            where int.TryParse(name, out var id) && id != _process.Id && IsMarked(folder)
            select $"{name} {ReadOrEmpty(Path.Combine(folder, "cmdline")).Replace('\0', ' ')}").ToList();

    public async Task<IReadOnlyList<string>> DescendantsAfterAsync(TimeSpan bound)
    {
        var until = Stopwatch.StartNew();
        IReadOnlyList<string> left;

        while ((left = Descendants()).Count > 0 && until.Elapsed < bound)
        {
            await Task.Delay(100);
        }

        return left;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    // A process that has ended but was not waited for has an empty environment, and is no longer running.
    private bool IsMarked(string folder)
        => ReadOrEmpty(Path.Combine(folder, "environ")).Contains($"{Marker}={_run}", StringComparison.Ordinal);

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
