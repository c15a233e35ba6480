using CcDemo.Producer.Kafka;
using Confluent.Kafka;

namespace CcDemo.Bench;

/// <summary>The baseline of <see cref="ProduceBench"/>: a producer with the settings of ours, and the same bound on messages in flight.</summary>
internal sealed class PlainSending : IDisposable
{
    private readonly BrokerProcess _broker;
    private readonly IProducer<byte[]?, byte[]> _producer;

    public PlainSending(BrokerProcess broker, string compression)
    {
        _broker = broker;
        _producer = new ProducerBuilder<byte[]?, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = broker.Address,
            ["enable.idempotence"] = "true",
            ["acks"] = "all",
            ["message.timeout.ms"] = "0",
            ["linger.ms"] = "5",
            ["dotnet.producer.delivery.report.fields"] = "status",
            ["compression.type"] = compression,
        }).Build();
    }

    /// <summary>Sends values, over and over, until the last is acknowledged.</summary>
    public Task<Flow> MeasureAsync(byte[][] values, int messages)
    {
        var bytes = values[0].Length;
        var window = new DeliveryWindow(50_000, 32 * 1024 * 1024);
        Action<DeliveryReport<byte[]?, byte[]>> report = _ => window.Leave(bytes);
        return Flow.MeasureAsync(_broker, messages, async () =>
        {
            for (var i = 0; i < messages; i++)
            {
                while (!window.TryEnter(bytes))
                {
                    await window.RoomAsync();
                }

                _producer.Produce("plain", new Message<byte[]?, byte[]> { Value = values[i % values.Length] }, report);
            }

            await EmptyAsync(window);
        });
    }

    /// <summary>Ends when all that was sent is acknowledged.</summary>
    public static async Task EmptyAsync(DeliveryWindow window)
    {
        while (window.Messages > 0)
        {
            await Task.Delay(1);
        }
    }

    public void Dispose() => _producer.Dispose();
}
