using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CcDemo.Messaging.Tests;

/// <summary>
/// A secured listener of a broker that has none, as librdkafka's own: it ends TLS, authenticates clients by SASL, and hands on
/// everything else. Where an answer names the broker, it names this listener instead, so that clients stay with it.
/// </summary>
internal sealed class SecuredBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Task _accepting;

    /// <param name="broker">The broker behind it, host:port.</param>
    public SecuredBroker(string broker)
    {
        Broker = IPEndPoint.Parse(broker);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What TLS is ended with; null for none.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>The mechanisms and who judges one authentication by them; empty for none.</summary>
    public IReadOnlyDictionary<string, Func<ISaslServer>> Mechanisms { get; init; } = new Dictionary<string, Func<ISaslServer>>();

    /// <summary>host:port.</summary>
    public string Address => $"127.0.0.1:{Port}";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mechanisms by which clients were authenticated, once for each time.</summary>
    public ConcurrentQueue<string> Authenticated { get; } = [];

    /// <summary>The broker behind it.</summary>
    internal IPEndPoint Broker { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
                _connections.TryAdd(connection, true);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = await SecureAsync(client.GetStream());
                using var connection = new SecuredConnection(this, stream);
                await connection.RunAsync(_stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            // One side has gone, or the two did not agree.
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream stream)
    {
        if (Tls is null)
        {
            return stream;
        }

        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(Tls, _stop.Token);
        return tls;
    }
}
