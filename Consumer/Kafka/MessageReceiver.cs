using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.KafkaClient;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Kafka;

/// <summary>Takes messages from the topic to the board; an offset is stored only after its message was dealt with.</summary>
internal sealed class MessageReceiver(
    KafkaConsumerFactory factory, KafkaHealth health, MessageIntake intake, IOptions<ConsumerOptions> options, ILogger<MessageReceiver> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var thread = new ConsumeThread(factory, health, options.Value.Topic, logger);
        thread.Start(stoppingToken);
        try
        {
            await foreach (var message in thread.Messages.ReadAllAsync(stoppingToken))
            {
                await intake.TakeAsync(message, stoppingToken);
                thread.Store(message);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        finally
        {
            await thread.EndAsync();
        }
    }
}
