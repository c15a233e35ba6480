using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>A loopback port, held on IPv4 and IPv6 so that nobody else takes it before the resource listens on it.</summary>
internal sealed class PortReservation : IDisposable
{
    private const int Attempts = 20;
    private readonly List<Socket> _sockets;

    private PortReservation(int port, List<Socket> sockets)
    {
        Port = port;
        _sockets = sockets;
    }

    public int Port { get; }

    /// <summary>Takes the port, or any free one; null if it is taken.</summary>
    public static PortReservation? TryTake(int? port)
    {
        for (var attempt = 0; attempt < (port is null ? Attempts : 1); attempt++)
        {
            if (TryBind(port ?? 0) is { } reservation)
            {
                return reservation;
            }
        }

        return null;
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static PortReservation? TryBind(int port)
    {
        List<Socket> sockets = [];

        try
        {
            var v4 = Bind(IPAddress.Loopback, port);
            sockets.Add(v4);
            var chosen = ((IPEndPoint)v4.LocalEndPoint!).Port;

            if (Socket.OSSupportsIPv6 && IsAvailable(IPAddress.IPv6Loopback))
            {
                sockets.Add(Bind(IPAddress.IPv6Loopback, chosen));
            }

            return new PortReservation(chosen, sockets);
        }
        catch (SocketException)
        {
            sockets.ForEach(socket => socket.Dispose());
            return null;
        }
    }

    // Listening, not just binding: two sockets may be bound to one port, but only one listens.
    private static Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsAvailable(IPAddress address)
    {
        try
        {
            Bind(address, 0).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
