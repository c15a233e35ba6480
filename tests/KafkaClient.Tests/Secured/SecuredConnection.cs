using System.Collections.Concurrent;
using System.Net.Sockets;

namespace CcDemo.Messaging.Tests;

/// <summary>One client's connection, and the one to the broker behind it.</summary>
internal sealed class SecuredConnection(SecuredBroker listener, Stream client) : IDisposable
{
    private const int UnsupportedSaslMechanism = 33;
    private const int UnsupportedVersion = 35;
    private const int SaslAuthenticationFailed = 58;

    private readonly ConcurrentQueue<KafkaRequest> _asked = [];
    private readonly SemaphoreSlim _answering = new(1);
    private string? _mechanism;
    private ISaslServer? _server;
    private bool _isAuthenticated = listener.Mechanisms.Count == 0;
    private DateTimeOffset? _until;

    public async Task RunAsync(CancellationToken ct)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(listener.Broker, ct);
        var broker = tcp.GetStream();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var directions = new[] { AskAsync(broker, stop.Token), AnswerAsync(broker, stop.Token) };
        try
        {
            await await Task.WhenAny(directions);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(directions).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    public void Dispose() => _answering.Dispose();

    /// <summary>Client to broker. Whoever is not authenticated, or not any more, is let go.</summary>
    private async Task AskAsync(NetworkStream broker, CancellationToken ct)
    {
        while (await KafkaFrame.ReadAsync(client, ct) is { } frame)
        {
            var request = new KafkaRequest(frame);
            switch (request.Api)
            {
                case KafkaRequest.SaslHandshake:
                    await ToClientAsync([.. request.Correlation, .. Handshake(request.Text)], ct);
                    break;

                case KafkaRequest.SaslAuthenticate when _server is not null:
                    await ToClientAsync([.. request.Correlation, .. Authenticate(_server.Next(request.Data), request.Version)], ct);
                    break;

                case KafkaRequest.ApiVersions when request.Version > 0:
                    // The client asks again in the oldest way, whose answer is a plain list.
                    await ToClientAsync([.. request.Correlation, .. KafkaFrame.Int16(UnsupportedVersion), .. KafkaFrame.Int32(0)], ct);
                    break;

                case var api when api == KafkaRequest.ApiVersions || (_isAuthenticated && !(_until < DateTimeOffset.UtcNow)):
                    _asked.Enqueue(request);
                    await KafkaFrame.WriteAsync(broker, frame, ct);
                    break;

                default:
                    return;
            }
        }
    }

    /// <summary>Broker to client. Answers come in the order of the requests; those that need none are asked for with acks 0, which nobody does here.</summary>
    private async Task AnswerAsync(NetworkStream broker, CancellationToken ct)
    {
        while (await KafkaFrame.ReadAsync(broker, ct) is { } frame)
        {
            if (!_asked.TryDequeue(out var request) || !request.Correlation.AsSpan().SequenceEqual(frame.AsSpan(0, 4)))
            {
                throw new IOException("An answer came that nobody asked for.");
            }

            await ToClientAsync(request.Api switch
            {
                KafkaRequest.ApiVersions => WithSasl(frame),
                KafkaRequest.Metadata or KafkaRequest.FindCoordinator => WithThisListener(frame),
                _ => frame,
            }, ct);
        }
    }

    private byte[] Handshake(string mechanism)
    {
        var isKnown = listener.Mechanisms.TryGetValue(mechanism, out var start);
        (_mechanism, _server) = (mechanism, start?.Invoke());
        return
        [
            .. KafkaFrame.Int16(isKnown ? 0 : UnsupportedSaslMechanism),
            .. KafkaFrame.Int32(listener.Mechanisms.Count), .. listener.Mechanisms.Keys.SelectMany(KafkaFrame.String),
        ];
    }

    private byte[] Authenticate(SaslStep step, short version)
    {
        _isAuthenticated = step.IsDone;
        if (step.IsDone)
        {
            _until = step.Until;
            listener.Authenticated.Enqueue(_mechanism!);
        }

        var lifetime = step.Until is { } until ? (long)(until - DateTimeOffset.UtcNow).TotalMilliseconds : 0;
        return
        [
            .. KafkaFrame.Int16(step.Error is null ? 0 : SaslAuthenticationFailed), .. KafkaFrame.String(step.Error), .. KafkaFrame.Bytes(step.Answer),
            .. version > 0 ? KafkaFrame.Int64(lifetime) : [],
        ];
    }

    /// <summary>An answer to ApiVersions 0 (error, count, and three numbers for each), with the two requests of SASL.</summary>
    private byte[] WithSasl(byte[] answer)
    {
        if (listener.Mechanisms.Count == 0)
        {
            return answer;
        }

        byte[] sasl = [.. Versions(KafkaRequest.SaslHandshake), .. Versions(KafkaRequest.SaslAuthenticate)];
        return [.. answer[..6], .. KafkaFrame.Int32(((answer.Length - 10) / 6) + 2), .. answer[10..], .. sasl];

        static byte[] Versions(short api) => [.. KafkaFrame.Int16(api), .. KafkaFrame.Int16(0), .. KafkaFrame.Int16(1)];
    }

    /// <summary>The host is the same, 127.0.0.1; the port behind it becomes this listener's.</summary>
    private byte[] WithThisListener(byte[] answer)
    {
        var host = "127.0.0.1"u8;
        byte[] before = [.. host, .. KafkaFrame.Int32(listener.Broker.Port)];
        byte[] after = KafkaFrame.Int32(listener.Port);
        for (var rest = answer.AsSpan(); rest.IndexOf(before) is >= 0 and var at; rest = rest[(at + before.Length)..])
        {
            after.CopyTo(rest[(at + host.Length)..]);
        }

        return answer;
    }

    private async Task ToClientAsync(byte[] frame, CancellationToken ct)
    {
        await _answering.WaitAsync(ct);
        try
        {
            await KafkaFrame.WriteAsync(client, frame, ct);
        }
        finally
        {
            _answering.Release();
        }
    }
}
