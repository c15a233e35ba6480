using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CcDemo.Skr.Bench;

/// <summary>A sidecar that has answered <c>/status</c>.</summary>
internal sealed class RunningSidecar : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly BackgroundProcess _process;

    private RunningSidecar(BackgroundProcess process, Uri address, TimeSpan start)
    {
        _process = process;
        Address = address;
        Start = start;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to the end of the first answer of <c>/status</c>.</summary>
    public TimeSpan Start { get; }

    /// <summary>What is resident now, in KiB.</summary>
    public int Resident => _process.Memory("VmRSS");

    public static RunningSidecar StartNow(Sidecar sidecar, EmulatedCloud cloud)
    {
        var port = FreePort.Find();
        var environment = new Dictionary<string, string>(cloud.SidecarEnvironment) { ["Port"] = $"{port}", ["KeyProviderSock"] = "127.0.0.1:0" };
        var clock = Stopwatch.StartNew();
        var process = BackgroundProcess.Start(sidecar.Program, sidecar.Arguments, environment);

        try
        {
            while (!Answers(port))
            {
                process.ThrowIfEnded();

                if (clock.Elapsed > _patience)
                {
                    throw new TimeoutException($"{sidecar.Program} did not answer within {_patience.TotalSeconds} s.");
                }

                // Tight enough for a millisecond's resolution, and leaves the cores to the one that starts.
                Thread.Sleep(TimeSpan.FromMicroseconds(200));
            }

            return new RunningSidecar(process, new Uri($"http://localhost:{port}/"), clock.Elapsed);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public void Dispose() => _process.Dispose();

    private static bool Answers(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send("GET /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
            var answer = new byte[512];
            return Encoding.ASCII.GetString(answer, 0, socket.Receive(answer)).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
