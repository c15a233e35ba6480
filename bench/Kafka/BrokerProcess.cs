using System.Diagnostics;

namespace CcDemo.Bench;

/// <summary>The broker in a process of its own, so that it takes nothing of the client's but the cores.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private BrokerProcess(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>host:port.</summary>
    public string Address { get; }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<BrokerProcess> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [MockBroker.Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new BrokerProcess(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The broker did not start."));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
