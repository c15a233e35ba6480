using System.Threading.Channels;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>
/// Takes messages from the topic to the board: one batch is opened on all cores while the one before it is shown and the one
/// after it is read. An offset is stored only after its message was dealt with.
/// </summary>
internal sealed class MessageReceiver(
    KafkaConsumerFactory factory, KafkaHealth health, MessageIntake intake, IOptions<ConsumerOptions> options, TimeProvider time, ILogger<MessageReceiver> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var inFlight = new InFlight(options.Value);
        var thread = new ConsumeThread(factory, health, inFlight, () => intake.WaitsForKey, options.Value.Topic, time, logger);
        var opened = Channel.CreateBounded<MessageBatch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        thread.Start(stop.Token);
        try
        {
            var settling = SettleAsync(opened.Reader, inFlight, stop.Token);
            await await Task.WhenAny(OpenAsync(thread.Batches, opened.Writer, stop.Token), settling);
            await settling;
        }
        finally
        {
            await stop.CancelAsync();
            await thread.EndAsync();
        }
    }

    private async Task OpenAsync(ChannelReader<MessageBatch> batches, ChannelWriter<MessageBatch> opened, CancellationToken stopping)
    {
        try
        {
            await foreach (var batch in batches.ReadAllAsync(CancellationToken.None))
            {
                if (!stopping.IsCancellationRequested)
                {
                    intake.Open(batch.Messages);
                }

                await opened.WriteAsync(batch, CancellationToken.None);
            }
        }
        finally
        {
            opened.Complete();
        }
    }

    private async Task SettleAsync(ChannelReader<MessageBatch> opened, InFlight inFlight, CancellationToken stopping)
    {
        await foreach (var batch in opened.ReadAllAsync(CancellationToken.None))
        {
            await intake.SettleAsync(batch, stopping);
            inFlight.Leave(batch);
        }
    }
}
