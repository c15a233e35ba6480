using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;

namespace CcDemo.Producer.Tests;

[Collection(SharedBroker.Name)]
public sealed class FormatTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task A_message_is_a_jwe_that_names_its_key()
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        var form = SealedForm.Recognize(Assert.Single(broker.Read(producer.Topic, 1)).Message.Value);
        Assert.Equal(new SealedForm(MessageFormat.Jwe, RunningProducer.KeyId), form);
    }

    [Fact]
    public async Task The_original_consumer_can_open_the_original_format()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--Producer:Format=rsa-oaep");
        await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        var value = Assert.Single(broker.Read(producer.Topic, 1)).Message.Value;
        using var key = RSA.Create();
        key.ImportFromPem(RunningProducer.PrivateKey);
        Assert.Equal("Msg 1: hello"u8.ToArray(), key.Decrypt(Convert.FromBase64String(Encoding.ASCII.GetString(value)), RSAEncryptionPadding.OaepSHA256));
    }

    [Fact]
    public async Task The_span_of_the_send_travels_in_the_headers()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CcDemo.Producer",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await using var producer = await RunningProducer.StartAsync(broker);
        await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        var record = Assert.Single(broker.Read(producer.Topic, 1));
        var parent = Encoding.UTF8.GetString(record.Message.Headers.Single(header => header.Key == "traceparent").GetValueBytes());

        Activity span;
        lock (spans)
        {
            span = spans.Single(activity => activity.DisplayName == $"send {producer.Topic}");
        }

        Assert.Equal(span.Id, parent);
        Assert.Equal(ActivityKind.Producer, span.Kind);
        Assert.Equal("kafka", span.GetTagItem("messaging.system"));
        Assert.Equal(producer.Topic, span.GetTagItem("messaging.destination.name"));
        Assert.Equal(record.Offset.Value, span.GetTagItem("messaging.kafka.offset"));
    }
}
