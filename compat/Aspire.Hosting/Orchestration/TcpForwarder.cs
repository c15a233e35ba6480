using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Passes connections from one loopback port on to another.</summary>
internal sealed class TcpForwarder : IDisposable
{
    private readonly int _targetPort;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _disposed = new();

    /// <exception cref="SocketException">The port is taken.</exception>
    public TcpForwarder(int port, int targetPort)
    {
        _targetPort = targetPort;
        _listener = TcpListener.Create(port);
        _listener.Server.DualMode = true;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public void Dispose()
    {
        _disposed.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(_disposed.Token).ConfigureAwait(false));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(TcpClient caller)
    {
        using var target = new TcpClient();

        using (caller)
        {
            try
            {
                // The wildcard listener is for callers on this machine only, as the resource behind it is.
                if (caller.Client.RemoteEndPoint is not IPEndPoint { Address: var from } || !IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from))
                {
                    return;
                }

                await target.ConnectAsync("localhost", _targetPort, _disposed.Token).ConfigureAwait(false);
                await Task.WhenAll(
                    PumpAsync(caller, target),
                    PumpAsync(target, caller)).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // Either side is gone; closing both tells the other.
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        await from.GetStream().CopyToAsync(to.GetStream(), _disposed.Token).ConfigureAwait(false);
        to.Client.Shutdown(SocketShutdown.Send);
    }
}
