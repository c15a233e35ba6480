using System.Diagnostics;
using System.Text;

namespace CcDemo.Skr.Tests;

/// <summary>The sidecar as a process of its own.</summary>
internal sealed class SkrProcess : IDisposable
{
    private const string ListeningOn = "Now listening on: ";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _grpcAddress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SkrProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The project's build, on the runtime.</summary>
    public static SkrProcess Start(IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments)
        => StartProgram("dotnet", environment, [Path.Combine(AppContext.BaseDirectory, "CcDemo.Skr.dll"), .. arguments]);

    /// <summary>Another program that is the sidecar.</summary>
    public static SkrProcess StartProgram(string program, IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KeyProviderSock"] = "127.0.0.1:0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new SkrProcess(Process.Start(start)!);
    }

    /// <summary>The address that is listened on first.</summary>
    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(_patience);

    /// <summary>The address that is listened on second: gRPC, when HTTP is spoken too.</summary>
    public Task<Uri> GrpcAddressAsync() => _grpcAddress.Task.WaitAsync(_patience);

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>What the kernel counts of the process, in KiB: <c>VmRSS</c> (resident now) or <c>VmHWM</c> (resident at most).</summary>
    public int Memory(string name)
        => int.Parse(
            File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        var at = line.IndexOf(ListeningOn, StringComparison.Ordinal);
        if (at >= 0)
        {
            var address = new Uri(line[(at + ListeningOn.Length)..].Trim());
            if (!_address.TrySetResult(address))
            {
                _grpcAddress.TrySetResult(address);
            }
        }
    }
}
