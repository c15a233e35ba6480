using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>A process and its output. Ends politely, and by force if that takes too long.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>The variable by which the process and all that it starts are found again.</summary>
    public const string TagVariable = "ASPIRE_CHILD_OF";

    private const int LastLineCount = 20;
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(3.2);
    private static readonly TimeSpan _outputGrace = TimeSpan.FromSeconds(0.5);

    // What configures the AppHost itself must not configure its children.
    private static readonly string[] _notInherited = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    private readonly Process _process;
    private readonly string _tag;
    private readonly IProcessGuard _guard;
    private readonly Action<string, bool> _write;
    private readonly Queue<string> _lastLines = [];
    private readonly Task _output;

    private ChildProcess(Process process, string tag, IProcessGuard guard, Action<string, bool> write)
    {
        _process = process;
        _tag = tag;
        _guard = guard;
        _write = write;
        Id = process.Id;
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, isError: false), ReadAsync(process.StandardError, isError: true));
    }

    public int Id { get; }

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return [.. _lastLines];
            }
        }
    }

    /// <exception cref="DistributedApplicationException">The program cannot be started.</exception>
    public static ChildProcess Start(ProcessCommand command, string tag, IProcessGuard guard, Action<string, bool> write)
    {
        // Ctrl+C in a terminal reaches every process of the group. Children leave it to the host, which stops them in order.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command.FileName, command.Arguments) { CreateNewProcessGroup = true }
            : new ProcessStartInfo("/bin/sh", ["-c", "trap '' INT; exec \"$0\" \"$@\"", ExecutablePath.Find(command.FileName, command.WorkingDirectory), .. command.Arguments]);
        start.WorkingDirectory = command.WorkingDirectory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;

        foreach (var name in _notInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment.TryAdd($"DOTNET_ROOT_{RuntimeInformation.OSArchitecture.ToString().ToUpperInvariant()}", BuiltProject.DotnetRoot);

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[TagVariable] = tag;

        try
        {
            var process = Process.Start(start)!;
            guard.Adopt(process);
            process.StandardInput.Close();
            return new ChildProcess(process, tag, guard, write);
        }
        catch (Win32Exception error)
        {
            throw new DistributedApplicationException($"'{command.FileName}' cannot be started in {command.WorkingDirectory}: {error.Message}", error);
        }
    }

    /// <summary>Gives the exit code. When <paramref name="stop"/> is cancelled the process is told to end; after <paramref name="grace"/> (default 3.2 s) it is killed.</summary>
    public async Task<int> RunToEndAsync(CancellationToken stop, TimeSpan? grace = null)
    {
        var patience = grace ?? _grace;
        using var forced = new CancellationTokenSource();

        using (stop.Register(() =>
        {
            _guard.RequestStop(_process);
            forced.CancelAfter(patience);
        }))
        {
            try
            {
                await _process.WaitForExitAsync(forced.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _write($"Did not stop within {patience.TotalSeconds:0.#} s and is killed.", true);
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        _guard.KillTagged(_tag);
        await _output.WaitAsync(_outputGrace, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return default;
    }

    private async Task ReadAsync(StreamReader reader, bool isError)
    {
        try
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                lock (_lastLines)
                {
                    _lastLines.Enqueue(line);

                    if (_lastLines.Count > LastLineCount)
                    {
                        _lastLines.Dequeue();
                    }
                }

                _write(line, isError);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process is gone and its output was closed.
        }
    }
}
