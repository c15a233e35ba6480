using System.Threading.Channels;
using CcDemo.Consumer.Keys;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.Consumer.Telemetry;
using CcDemo.KafkaClient;
using CcDemo.MessageEncryption;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>
/// Sends what cannot be opened to the dead-letter topic, unchanged, with the reason in headers. Nobody waits for a single
/// one: the offset of its partition does. What the brokers do not take is sent again until they do. Thread-safe.
/// </summary>
internal sealed partial class DeadLetters(
    KafkaConsumerFactory factory, ConsumerTelemetry telemetry, IOptions<ConsumerOptions> options, TimeProvider time, Random random, ILogger<DeadLetters> logger)
    : BackgroundService, IHealthCheck
{
    private const int MostPending = 10_000;
    private const long MostPendingBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Channel<DeadLetter> _again = Channel.CreateUnbounded<DeadLetter>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ChangeSignal _delivered = new();
    private readonly ThrottledReport _sent = new(TimeSpan.FromSeconds(1), time);
    private readonly ThrottledReport _notSent = new(TimeSpan.FromSeconds(1), time);
    private IProducer<byte[]?, byte[]?>? _producer;
    private string? _problem;
    private bool _isFatal;
    private int _pending;
    private long _pendingBytes;
    private int _failing;

    /// <summary>Sends one message; comes back at once.</summary>
    public void Send(DeadLetter letter)
    {
        lock (_gate)
        {
            _pending++;
            _pendingBytes += letter.Size;
        }

        Produce(letter);
    }

    /// <summary>Ends when there is room for one more, or the program ends.</summary>
    public async Task RoomAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var next = _delivered.NextAsync();
            lock (_gate)
            {
                if (_pending < MostPending && _pendingBytes < MostPendingBytes)
                {
                    return;
                }
            }

            await next.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Unhealthy, with the reason, while a message can neither be opened nor be put on the dead-letter topic.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_failing > 0
                ? HealthCheckResult.Unhealthy($"{_failing} messages cannot be put on {options.Value.DeadLetterTopic}, and their partitions wait: {_problem}")
                : HealthCheckResult.Healthy());
        }
    }

    public override void Dispose()
    {
        var producer = Interlocked.Exchange(ref _producer, null);
        producer?.Flush(TimeSpan.FromSeconds(1));
        producer?.Dispose();
        base.Dispose();
    }

    /// <summary>Sends again what was not taken.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in _again.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(Backoff.Delay(options.Value.RetryAfter, letter.Failures - 1, random), time, stoppingToken);
            ReplaceBrokenProducer();
            Produce(letter);
            while (_again.Reader.TryRead(out var another))
            {
                Produce(another);
            }
        }
    }

    private void Produce(DeadLetter letter)
    {
        try
        {
            Producer().Produce(options.Value.DeadLetterTopic, letter.ToMessage(), report => Hear(letter, report.Error));
        }
        catch (ProduceException<byte[]?, byte[]?> e)
        {
            Hear(letter, e.Error);
        }
    }

    private IProducer<byte[]?, byte[]?> Producer()
    {
        lock (_gate)
        {
            return _producer ??= factory.CreateDeadLetterProducer();
        }
    }

    /// <summary>After a fatal error this producer takes nothing any more. What it had was reported as failed.</summary>
    private void ReplaceBrokenProducer()
    {
        IProducer<byte[]?, byte[]?>? broken = null;
        lock (_gate)
        {
            if (_isFatal)
            {
                (broken, _producer, _isFatal) = (_producer, null, false);
            }
        }

        broken?.Flush(TimeSpan.FromSeconds(5));
        broken?.Dispose();
    }

    private void Hear(DeadLetter letter, Error error)
    {
        if (error.IsError)
        {
            Failed(letter, error);
        }
        else
        {
            Delivered(letter);
        }
    }

    private void Failed(DeadLetter letter, Error error)
    {
        lock (_gate)
        {
            _failing += letter.Failures++ == 0 ? 1 : 0;
            _isFatal |= error.IsFatal;
            _problem = error.Reason;
        }

        letter.IsDescriptionOnly |= error.Code is ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsgSize;
        letter.Pending?.Failed();
        if (_notSent.Count() is > 0 and var count)
        {
            Log.NotSent(logger, count, options.Value.DeadLetterTopic, letter.Source.TopicPartitionOffset.ToString(), error.Code.ToString(), error.Reason);
        }

        _again.Writer.TryWrite(letter);
    }

    private void Delivered(DeadLetter letter)
    {
        lock (_gate)
        {
            _pending--;
            _pendingBytes -= letter.Size;
            _failing -= letter.Failures > 0 ? 1 : 0;
        }

        letter.Pending?.Delivered();
        _delivered.Raise();
        telemetry.DeadLettered(letter.Code.ToName());
        if (_sent.Count() is > 0 and var count)
        {
            Log.Sent(logger, count, options.Value.DeadLetterTopic, letter.Source.TopicPartitionOffset.ToString(), letter.Code.ToName(), letter.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} messages went to {Topic}; the latest is {Offset} ({Code}): {Reason}")]
        public static partial void Sent(ILogger logger, long count, string topic, string offset, string code, string reason);

        [LoggerMessage(LogLevel.Error, "{Count} messages were not taken by {Topic} and will be sent again; the latest is {Offset} ({Code}): {Reason}")]
        public static partial void NotSent(ILogger logger, long count, string topic, string offset, string code, string reason);
    }
}
