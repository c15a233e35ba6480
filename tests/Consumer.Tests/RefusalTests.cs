using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using CcDemo.Consumer.Kafka;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

/// <summary>What is not as it should be, through the consumer and a broker: each has its reason code, and none stops the stream.</summary>
[Collection(SharedBroker.Name)]
public sealed class RefusalTests(EmbeddedBroker broker)
{
    [Theory]
    [InlineData("bad tag", "bad-tag")]
    [InlineData("wrong topic", "wrong-topic")]
    [InlineData("unknown kid", "unknown-key-id")]
    [InlineData("truncated", "malformed")]
    [InlineData("10 MB header", "too-large")]
    [InlineData("not base64url", "malformed")]
    [InlineData("alg changed", "unsupported")]
    [InlineData("enc changed", "unsupported")]
    [InlineData("zip present", "unsupported")]
    [InlineData("crit present", "unsupported")]
    public async Task A_refusal_has_a_reason_code_and_the_stream_goes_on(string fault, string code)
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = broker.Address,
            ["message.max.bytes"] = "20000000",
            // This broker keeps 5 MB of a partition, as they come.
            ["compression.type"] = "lz4",
        }).Build();
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var traceParent = Encoding.ASCII.GetBytes($"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");

        await consumer.SendAsync("before");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");
        await producer.ProduceAsync(
            new TopicPartition(consumer.Topic, 0),
            new Message<Null, byte[]> { Value = Encoding.ASCII.GetBytes(Faulty(fault, consumer.Topic)), Headers = new Headers { { "traceparent", traceParent } } });
        await consumer.SendAsync("after");

        await consumer.UntilMessagesAsync(messages => messages.Exists(message => message.Text() == "after") && messages.Exists(message => message.State() == "refused"));
        var headers = Assert.Single(broker.Read($"{consumer.Topic}-dlq", 1)).Message.Headers;
        Assert.Equal(code, Text(headers, DeadLetter.CodeHeader));
        Assert.EndsWith(".", Text(headers, DeadLetter.ReasonHeader), StringComparison.Ordinal);
        Assert.Equal((consumer.Topic, "0"), (Text(headers, DeadLetter.TopicHeader), Text(headers, DeadLetter.PartitionHeader)));
        Assert.Equal(trace, Text(headers, DeadLetter.TraceHeader));
        Assert.Equal(traceParent, headers.GetLastBytes("traceparent"));
    }

    private static string Faulty(string fault, string topic)
    {
        using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, fault == "wrong topic" ? "another" : topic);
        var value = sealer.Seal("text").ToString();
        var parts = value.Split('.');
        return fault switch
        {
            "bad tag" => value[..^2] + (value[^2] == 'A' ? 'B' : 'A') + value[^1],
            "wrong topic" => value,
            "unknown kid" => WithHeader(parts, header => header.Replace(RunningConsumer.KeyId, "stranger/v1", StringComparison.Ordinal)),
            "truncated" => value[..^9],
            "10 MB header" => string.Join('.', [new string('A', 10 * 1024 * 1024), .. parts[1..]]),
            "not base64url" => string.Join('.', [.. parts[..3], "!" + parts[3][1..], parts[4]]),
            "alg changed" => WithHeader(parts, header => header.Replace("RSA-OAEP-256", "RSA1_5", StringComparison.Ordinal)),
            "enc changed" => WithHeader(parts, header => header.Replace("A256GCM", "A128GCM", StringComparison.Ordinal)),
            "zip present" => WithHeader(parts, header => header[..^1] + ",\"zip\":\"DEF\"}"),
            _ => WithHeader(parts, header => header[..^1] + ",\"crit\":[\"exp\"],\"exp\":1}"),
        };
    }

    private static string WithHeader(string[] parts, Func<string, string> change)
    {
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).Replace("\\/", "/", StringComparison.Ordinal);
        return string.Join('.', [Base64Url.EncodeToString(Encoding.UTF8.GetBytes(change(header))), .. parts[1..]]);
    }

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.GetLastBytes(name));
}
