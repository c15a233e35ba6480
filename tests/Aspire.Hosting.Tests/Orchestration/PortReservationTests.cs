using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Orchestration;

namespace CcDemo.Aspire.Hosting.Tests.Orchestration;

public sealed class PortReservationTests
{
    [Fact]
    public async Task Who_calls_a_reserved_port_is_refused()
    {
        using var reservation = PortReservation.TryTake(null)!;
        using var caller = new TcpClient();

        var error = await Assert.ThrowsAsync<SocketException>(() => caller.ConnectAsync(IPAddress.Loopback, reservation.Port));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }

    [Fact]
    public void A_reserved_port_is_not_given_twice_and_nobody_else_takes_it()
    {
        using var reservation = PortReservation.TryTake(null)!;
        using var other = new TcpListener(IPAddress.Loopback, reservation.Port);

        Assert.Null(PortReservation.TryTake(reservation.Port));
        Assert.Throws<SocketException>(other.Start);
    }

    [Fact]
    public void A_port_that_is_let_go_can_be_listened_on_at_once()
    {
        var reservation = PortReservation.TryTake(null)!;
        reservation.Dispose();

        using var listener = new TcpListener(IPAddress.Loopback, reservation.Port);
        listener.Start();
    }

    [Fact]
    public async Task What_is_left_of_earlier_connections_is_not_in_the_way()
    {
        int port;

        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            using var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await caller.ConnectAsync(IPAddress.Loopback, port);
            using var accepted = await listener.AcceptSocketAsync().WaitAsync(Connection.Limit);

            // The listening side closes first, so that its port stays in TIME_WAIT.
            accepted.Shutdown(SocketShutdown.Send);
            Assert.Equal("", await Connection.ReceiveAsync(caller));
        }

        using var reservation = PortReservation.TryTake(port);
        Assert.NotNull(reservation);
    }
}
