using System.Diagnostics;

namespace CcDemo.Skr.Bench;

/// <summary>A process that runs until it is disposed; what it says is read and kept for the case that it fails.</summary>
internal sealed class BackgroundProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _errors = [];

    private BackgroundProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static BackgroundProcess Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        foreach (var (name, value) in environment)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new BackgroundProcess(Process.Start(start)!);
    }

    /// <summary>What the kernel counts of the process, in KiB: <c>VmRSS</c> (resident now) or <c>VmHWM</c> (resident at most).</summary>
    public int Memory(string name)
    {
        ThrowIfEnded();
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return int.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <exception cref="InvalidOperationException">The process has ended; the message holds what it said.</exception>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            lock (_errors)
            {
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {string.Join(' ', _errors)}");
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_errors)
            {
                _errors.Add(line);
            }
        }
    }
}
