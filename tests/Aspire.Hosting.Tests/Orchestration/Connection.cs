using System.Net;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Orchestration;

namespace CcDemo.Aspire.Hosting.Tests.Orchestration;

/// <summary>A caller and a target with a forwarder between them.</summary>
internal sealed class Connection : IDisposable
{
    private readonly TcpForwarder _forwarder;

    private Connection(TcpForwarder forwarder, Socket caller, Socket target)
    {
        _forwarder = forwarder;
        Caller = caller;
        Target = target;
    }

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(5);

    public Socket Caller { get; }

    public Socket Target { get; }

    public static async Task<Connection> OpenAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var forwarder = new TcpForwarder(0, ((IPEndPoint)listener.LocalEndpoint).Port);
        var caller = await CallAsync(forwarder);
        return new Connection(forwarder, caller, await listener.AcceptSocketAsync().WaitAsync(Limit));
    }

    public static async Task<Socket> CallAsync(TcpForwarder forwarder)
    {
        var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await caller.ConnectAsync(IPAddress.Loopback, forwarder.Port).WaitAsync(Limit);
        return caller;
    }

    public static Task SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text)).WaitAsync(Limit);

    /// <summary>What arrives next; empty at the end.</summary>
    public static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[64];
        using var limit = new CancellationTokenSource(Limit);
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
    }

    public void Dispose()
    {
        _forwarder.Dispose();
        Caller.Dispose();
        Target.Dispose();
    }
}
