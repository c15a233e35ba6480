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

    // Bound, but not listening: who connects too early is refused and may try again, rather than be reset later on.
    private static Socket Bind(IPAddress address, int port)
    {
        try
        {
            // For a socket that is not said to be TCP, .NET does not let others share the port on Unix.
            return Bind(address, port, ProtocolType.Unspecified);
        }
        catch (SocketException error) when (port != 0 && !OperatingSystem.IsWindows() && error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // What is left of a former run's connections is in the way of the above, but not of a socket that shares.
            return Bind(address, port, ProtocolType.Tcp);
        }
    }

    private static Socket Bind(IPAddress address, int port, ProtocolType protocol)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, protocol);

        try
        {
            socket.Bind(new IPEndPoint(address, port));
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
