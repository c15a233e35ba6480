using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Orchestration;

namespace CcDemo.Aspire.Hosting.Tests.Orchestration;

public sealed class TcpForwarderTests
{
    [Fact]
    public async Task Bytes_pass_in_both_directions()
    {
        using var connection = await Connection.OpenAsync();

        await Connection.SendAsync(connection.Caller, "question");
        Assert.Equal("question", await Connection.ReceiveAsync(connection.Target));
        await Connection.SendAsync(connection.Target, "answer");
        Assert.Equal("answer", await Connection.ReceiveAsync(connection.Caller));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_side_that_has_said_all_still_gets_the_answer(bool isCaller)
    {
        using var connection = await Connection.OpenAsync();
        var (first, second) = isCaller ? (connection.Caller, connection.Target) : (connection.Target, connection.Caller);

        await Connection.SendAsync(first, "all");
        first.Shutdown(SocketShutdown.Send);
        Assert.Equal("all", await Connection.ReceiveAsync(second));
        Assert.Equal("", await Connection.ReceiveAsync(second));

        await Connection.SendAsync(second, "answer");
        Assert.Equal("answer", await Connection.ReceiveAsync(first));
        second.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await Connection.ReceiveAsync(first));
    }

    [Fact]
    public async Task A_caller_that_has_said_all_before_the_resource_listens_still_gets_the_answer()
    {
        using var reservation = PortReservation.TryTake(null)!;
        using var forwarder = new TcpForwarder(0, reservation.Port);
        using var caller = await Connection.CallAsync(forwarder);
        await Connection.SendAsync(caller, "all");
        caller.Shutdown(SocketShutdown.Send);

        reservation.Dispose();
        using var listener = new TcpListener(IPAddress.Loopback, reservation.Port);
        listener.Start();
        using var target = await listener.AcceptSocketAsync().WaitAsync(Connection.Limit);
        Assert.Equal("all", await Connection.ReceiveAsync(target));
        Assert.Equal("", await Connection.ReceiveAsync(target));
        await Connection.SendAsync(target, "answer");
        Assert.Equal("answer", await Connection.ReceiveAsync(caller));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_side_that_breaks_off_breaks_off_the_other(bool isCaller)
    {
        using var connection = await Connection.OpenAsync();
        var (first, second) = isCaller ? (connection.Caller, connection.Target) : (connection.Target, connection.Caller);
        await Connection.SendAsync(first, "begun");
        Assert.Equal("begun", await Connection.ReceiveAsync(second));

        first.Close(0);

        var error = await Assert.ThrowsAsync<SocketException>(() => Connection.ReceiveAsync(second));
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task A_caller_that_comes_before_the_resource_listens_is_kept()
    {
        using var reservation = PortReservation.TryTake(null)!;
        using var forwarder = new TcpForwarder(0, reservation.Port);
        using var caller = await Connection.CallAsync(forwarder);
        await Connection.SendAsync(caller, "early");
        await Task.Delay(100);

        reservation.Dispose();
        using var listener = new TcpListener(IPAddress.Loopback, reservation.Port);
        listener.Start();
        using var target = await listener.AcceptSocketAsync().WaitAsync(Connection.Limit);

        Assert.Equal("early", await Connection.ReceiveAsync(target));
        await Connection.SendAsync(target, "welcome");
        Assert.Equal("welcome", await Connection.ReceiveAsync(caller));
    }

    [Fact]
    public async Task A_caller_is_not_kept_for_ever()
    {
        using var reservation = PortReservation.TryTake(null)!;
        using var forwarder = new TcpForwarder(0, reservation.Port, patience: TimeSpan.FromMilliseconds(100));
        using var caller = await Connection.CallAsync(forwarder);

        await Assert.ThrowsAsync<SocketException>(() => Connection.ReceiveAsync(caller));
    }

    [Fact]
    public async Task The_end_of_the_forwarder_ends_its_connections()
    {
        using var reservation = PortReservation.TryTake(null)!;
        var forwarder = new TcpForwarder(0, reservation.Port);
        using var waiting = await Connection.CallAsync(forwarder);
        await Task.Delay(50);

        forwarder.Dispose();

        await Assert.ThrowsAsync<SocketException>(() => Connection.ReceiveAsync(waiting));
    }
}
