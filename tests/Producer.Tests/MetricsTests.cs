using System.Net;
using System.Net.Http.Json;
using CcDemo.Messaging.Tests;
using CcDemo.Producer.Telemetry;

namespace CcDemo.Producer.Tests;

[Collection(SharedBroker.Name)]
public sealed class MetricsTests(EmbeddedBroker broker)
{
    private const string Sent = "messaging.client.sent.messages";

    [Fact]
    public async Task Messages_are_counted_when_the_brokers_have_them_and_with_the_error_when_they_do_not()
    {
        using var measured = new Measurements(ProducerTelemetry.Name);
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--Kafka:Client:message.max.bytes=3000", "--Kafka:Client:compression.type=none");
        (string, string?) topic = ("messaging.destination.name", producer.Topic);

        for (var i = 0; i < 3; i++)
        {
            using var taken = await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
            Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        }

        using var refused = await producer.Http.PostAsJsonAsync("/messages", new { text = new string('x', 5000) });
        Assert.False(refused.IsSuccessStatusCode);

        Assert.Equal(3, measured.Sum(Sent, topic, ("error.type", null)));
        Assert.Equal(1, measured.Sum(Sent, topic, ("error.type", "MsgSizeTooLarge")));
        Assert.True(measured.Sum("messaging.client.operation.duration", topic, ("error.type", null)) > 0);
    }
}
