using CcDemo.Producer.Sending;
using CcDemo.Producer.Settings;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Schedule;

/// <summary>Sends the configured text in bursts with rests between them.</summary>
internal sealed partial class SendSchedule(
    MessageSender sender, IOptions<ProducerOptions> options, TimeProvider time, Random random, ILogger<SendSchedule> logger) : BackgroundService
{
    private const int MostInFlight = 1000;

    private readonly ProducerOptions _options = options.Value;
    private readonly SemaphoreSlim _inFlight = new(MostInFlight);

    public override void Dispose()
    {
        _inFlight.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Rate == 0)
        {
            return;
        }

        await SendFirstAsync(stoppingToken);
        await RestAsync(TimeSpan.FromSeconds(1.0 / _options.Rate), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var rate = BurstTiming.Draw(_options.Rate, _options.RateDeviation, 1, random);
            var seconds = BurstTiming.Draw(_options.SendDuration, _options.SendDurationDeviation, 1, random);
            await SendBurstAsync(rate, seconds, stoppingToken);
            await RestAsync(TimeSpan.FromSeconds(BurstTiming.Draw(_options.RestDuration, _options.RestDurationDeviation, 0, random)), stoppingToken);
        }
    }

    /// <summary>Waits for the topic with one message in hand, instead of piling up messages that nobody takes.</summary>
    private async Task SendFirstAsync(CancellationToken ct)
    {
        while (!await TrySendAsync(ct))
        {
            await RestAsync(TimeSpan.FromSeconds(1), ct);
        }
    }

    private async Task SendBurstAsync(int rate, int seconds, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        for (long sent = 0; sent < (long)rate * seconds;)
        {
            for (var due = BurstTiming.Due(time.GetElapsedTime(started), rate, seconds); sent < due; sent++)
            {
                await _inFlight.WaitAsync(ct);
                _ = SendAndReleaseAsync(ct);
            }

            await RestAsync(BurstTiming.UntilNext(sent, rate, time.GetElapsedTime(started)), ct);
        }
    }

    private async Task SendAndReleaseAsync(CancellationToken ct)
    {
        try
        {
            await TrySendAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        finally
        {
            _inFlight.Release();
        }
    }

    private async Task<bool> TrySendAsync(CancellationToken ct)
    {
        try
        {
            var sent = await sender.SendAsync(_options.Message, ct);
            Log.Sent(logger, sent.Number, sent.Partition, sent.Offset);
            return true;
        }
        catch (KafkaException e)
        {
            Log.NotSent(logger, e.Error.Reason);
            return false;
        }
    }

    private Task RestAsync(TimeSpan duration, CancellationToken ct)
        => duration > TimeSpan.Zero ? Task.Delay(duration, time, ct) : Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Sent message {Number} to partition {Partition} at offset {Offset}.")]
        public static partial void Sent(ILogger logger, long number, int partition, long offset);

        [LoggerMessage(LogLevel.Warning, "A message was not sent: {Reason}")]
        public static partial void NotSent(ILogger logger, string reason);
    }
}
