using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Passes connections from one loopback port on to another, where the resource may still be starting.</summary>
internal sealed class TcpForwarder : IDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(400);
    private readonly int _targetPort;
    private readonly TimeSpan _patience;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _disposed = new();

    /// <param name="port">Where callers connect; 0 is any free port.</param>
    /// <param name="targetPort">Where the resource listens, or is going to.</param>
    /// <param name="patience">How long a caller is kept while nothing listens there; 10 s by default.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public TcpForwarder(int port, int targetPort, TimeSpan? patience = null)
    {
        _targetPort = targetPort;
        _patience = patience ?? TimeSpan.FromSeconds(10);
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
                try
                {
                    _ = ForwardAsync(await _listener.AcceptSocketAsync(_disposed.Token).ConfigureAwait(false));
                }
                catch (SocketException)
                {
                    // A caller that gave up, or too many open files: the next one may fare better.
                    await Task.Delay(_firstPause, _disposed.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(Socket caller)
    {
        using (caller)
        {
            try
            {
                // The wildcard listener is for callers on this machine only, as the resource behind it is.
                if (caller.RemoteEndPoint is not IPEndPoint { Address: var from } || !IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from))
                {
                    return;
                }

                using var target = await ConnectAsync(_disposed.Token).ConfigureAwait(false);
                caller.NoDelay = true;
                await TcpRelay.RunAsync(caller, target, _disposed.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The resource cannot be reached; closing tells the caller.
                caller.Close(0);
            }
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();

        for (var pause = _firstPause; ; pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            try
            {
                return await TryConnectAsync(ct).ConfigureAwait(false);
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(started) + pause < _patience)
            {
                await Task.Delay(pause, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task<Socket> TryConnectAsync(CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        try
        {
            await socket.ConnectAsync("localhost", _targetPort, ct).ConfigureAwait(false);

            // While nobody listens, TCP may connect a socket to itself if it happens to get the port as its own.
            if (socket.LocalEndPoint is IPEndPoint { Port: var own } && own == _targetPort)
            {
                throw new SocketException((int)SocketError.ConnectionRefused);
            }

            return socket;
        }
        catch
        {
            socket.Close(0);
            throw;
        }
    }
}
