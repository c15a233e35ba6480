using System.Threading.Channels;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>
/// Takes messages from the topic to the board: several batches are opened side by side, each by one core, while those before
/// them are shown, in the order in which they were read, and those after them are read. An offset is stored only after its
/// message was dealt with.
/// </summary>
internal sealed class MessageReceiver(
    KafkaConsumerFactory factory, KafkaHealth health, MessageIntake intake, IOptions<ConsumerOptions> options, TimeProvider time, ILogger<MessageReceiver> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var inFlight = new InFlight(options.Value, time);
        var thread = new ConsumeThread(factory, health, inFlight, () => intake.WaitsForKey, options.Value.Topic, time, logger);
        var openings = Channel.CreateUnbounded<Task<MessageBatch>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        thread.Start(stop.Token);
        try
        {
            var settling = SettleAsync(openings.Reader, inFlight, stop.Token);
            await await Task.WhenAny(OpenAsync(thread.Batches, openings.Writer, stop.Token), settling);
            await settling;
        }
        finally
        {
            await stop.CancelAsync();
            await thread.EndAsync();
        }
    }

    /// <summary>Begins to open batches, no more at a time than there are threads for it; how many wait is bounded by what is in flight.</summary>
    private async Task OpenAsync(ChannelReader<MessageBatch> batches, ChannelWriter<Task<MessageBatch>> openings, CancellationToken stopping)
    {
        var threads = new SemaphoreSlim(options.Value.OpeningThreads);
        try
        {
            await foreach (var batch in batches.ReadAllAsync(CancellationToken.None))
            {
                await threads.WaitAsync(CancellationToken.None);
                openings.TryWrite(Task.Run(() => Open(batch, threads, stopping), CancellationToken.None));
            }
        }
        finally
        {
            openings.Complete();
        }
    }

    private MessageBatch Open(MessageBatch batch, SemaphoreSlim threads, CancellationToken stopping)
    {
        try
        {
            if (!stopping.IsCancellationRequested)
            {
                intake.Open(batch.Messages);
            }

            return batch;
        }
        finally
        {
            threads.Release();
        }
    }

    private async Task SettleAsync(ChannelReader<Task<MessageBatch>> openings, InFlight inFlight, CancellationToken stopping)
    {
        await foreach (var opening in openings.ReadAllAsync(CancellationToken.None))
        {
            var batch = await opening;
            await intake.SettleAsync(batch, stopping);
            inFlight.Leave(batch);
        }
    }
}
