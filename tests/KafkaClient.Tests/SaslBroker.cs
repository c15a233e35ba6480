using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CcDemo.KafkaClient.Tests;

/// <summary>
/// The beginning of a connection to a broker that wants SASL/OAUTHBEARER, with the protocol's own bytes: it agrees to the
/// mechanism and takes note of the first response (RFC 7628 section 3.1).
/// </summary>
internal sealed class SaslBroker : IDisposable
{
    private const byte SaslHandshake = 17;
    private const byte ApiVersions = 18;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SaslBroker()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What a client showed first.</summary>
    public Task<string> FirstResponse => _response.Task;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        while (true)
        {
            var request = await ReadFrameAsync(stream);
            var (api, version) = (BinaryPrimitives.ReadInt16BigEndian(request), BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2)));
            var correlation = request[4..8];

            switch (api)
            {
                case ApiVersions:
                    // Only the oldest version of each; a newer question is answered with error 35 (unsupported version).
                    await WriteFrameAsync(stream, [.. correlation, 0, (byte)(version > 0 ? 35 : 0), 0, 0, 0, 2, .. Oldest(ApiVersions), .. Oldest(SaslHandshake)]);
                    break;

                case SaslHandshake:
                    // No error, and the one mechanism. After version 0 what follows is the mechanism's own.
                    byte[] mechanism = Encoding.ASCII.GetBytes("OAUTHBEARER");
                    await WriteFrameAsync(stream, [.. correlation, 0, 0, 0, 0, 0, 1, 0, (byte)mechanism.Length, .. mechanism]);
                    _response.TrySetResult(Encoding.ASCII.GetString(await ReadFrameAsync(stream)));
                    return;

                default:
                    throw new IOException($"Nobody asks a broker for {api} before it is authenticated.");
            }
        }
    }

    private static byte[] Oldest(byte api) => [0, api, 0, 0, 0, 0];

    private async Task WriteFrameAsync(NetworkStream stream, byte[] frame)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, frame.Length);
        await stream.WriteAsync((byte[])[.. length, .. frame], _stop.Token);
    }

    private async Task<byte[]> ReadFrameAsync(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, _stop.Token);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame, _stop.Token);
        return frame;
    }
}
