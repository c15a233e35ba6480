using CcDemo.Producer.Sending;
using CcDemo.Producer.Settings;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Schedule;

/// <summary>Sends the configured text in bursts with rests between them.</summary>
internal sealed class SendSchedule(MessageSender sender, IOptions<ProducerOptions> options, TimeProvider time, Random random) : BackgroundService
{
    private readonly ProducerOptions _options = options.Value;
    private readonly OutgoingMessage _message = new(options.Value.Message);

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
        while (true)
        {
            try
            {
                await sender.SendAsync(_message, ct);
                return;
            }
            catch (TimeoutException)
            {
                // It is on its way and stays so; the next ones wait for room if the brokers stay away.
                return;
            }
            catch (KafkaException)
            {
                await RestAsync(TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    private async Task SendBurstAsync(int rate, int seconds, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        for (long sent = 0; sent < (long)rate * seconds;)
        {
            for (var due = BurstTiming.Due(time.GetElapsedTime(started), rate, seconds); sent < due && !ct.IsCancellationRequested;)
            {
                try
                {
                    if (sender.TrySend(_message))
                    {
                        sent++;
                    }
                    else
                    {
                        await sender.RoomAsync().WaitAsync(ct);
                    }
                }
                catch (KafkaException)
                {
                    // The sender has said why; the number is used for the next attempt.
                    await RestAsync(TimeSpan.FromSeconds(1), ct);
                }
            }

            await RestAsync(BurstTiming.UntilNext(sent, rate, time.GetElapsedTime(started)), ct);
        }
    }

    private Task RestAsync(TimeSpan duration, CancellationToken ct)
        => duration > TimeSpan.Zero ? Task.Delay(duration, time, ct) : Task.CompletedTask;
}
