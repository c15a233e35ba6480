using System.Net;
using System.Text;
using CcDemo.Consumer.Kafka;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

/// <summary>A consumer as a process of its own, and a broker whose answers the test decides over (<see cref="ScriptedBroker"/>).</summary>
public sealed class HeldOffsetTests
{
    private const string Topic = "numbers";
    private const string Group = "numbers-group";

    [Fact]
    public async Task A_dead_letter_that_the_broker_does_not_take_holds_its_offset_and_shows_in_health()
    {
        using var broker = new ScriptedBroker();
        broker.CreateTopic(Topic, 1);
        broker.CreateTopic($"{Topic}-dlq", 1);
        broker.SetTopicError($"{Topic}-dlq", ErrorCode.TopicAuthorizationFailed);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        var folder = Directory.CreateTempSubdirectory("ccdemo-output-");
        using var consumer = Start(broker, skr, folder, "a", ("Kafka__Client__message.timeout.ms", "2000"));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await consumer.AddressAsync() };
        using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address }).Build();
        using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, Topic);

        await producer.ProduceAsync(Topic, new Message<Null, byte[]> { Value = sealer.Seal("0").Value });
        await producer.ProduceAsync(Topic, new Message<Null, byte[]> { Value = "poison 1"u8.ToArray() });
        await HealthBecomesAsync(http, HttpStatusCode.ServiceUnavailable);
        await UntilCommittedAsync(broker, committed => committed is [1], partitions: 1);

        broker.SetTopicError($"{Topic}-dlq", ErrorCode.NoError);
        await HealthBecomesAsync(http, HttpStatusCode.OK);
        await UntilCommittedAsync(broker, committed => committed is [2], partitions: 1);
        var letter = Assert.Single(broker.Read($"{Topic}-dlq", read => read.Count == 1));
        Assert.Equal("unknown-form", Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes(DeadLetter.CodeHeader)));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_message_that_the_brokers_find_too_large_as_a_dead_letter_goes_as_its_description()
    {
        using var broker = new ScriptedBroker();
        broker.CreateTopic(Topic, 1);
        broker.CreateTopic($"{Topic}-dlq", 1);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        var folder = Directory.CreateTempSubdirectory("ccdemo-output-");
        using var producer = new ProducerBuilder<byte[], byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address }).Build();
        await producer.ProduceAsync(Topic, new Message<byte[], byte[]> { Key = "its key"u8.ToArray(), Value = new byte[5000], Headers = new Headers { { "its-header", new byte[100] } } });
        broker.RefuseNextProduce(ErrorCode.MsgSizeTooLarge);
        using var consumer = Start(broker, skr, folder, "a");

        await UntilCommittedAsync(broker, committed => committed is [1], partitions: 1);

        var letter = Assert.Single(broker.Read($"{Topic}-dlq", read => read.Count == 1)).Message;
        Assert.Empty(letter.Value);
        Assert.Null(letter.Key);
        Assert.Equal("5000", Text(letter, DeadLetter.OmittedHeader));
        Assert.Equal(("unknown-form", Topic, "0", "0"), (Text(letter, DeadLetter.CodeHeader), Text(letter, DeadLetter.TopicHeader), Text(letter, DeadLetter.PartitionHeader), Text(letter, DeadLetter.OffsetHeader)));
        Assert.False(letter.Headers.TryGetLastBytes("its-header", out _));
        folder.Delete(recursive: true);
    }

    private static string Text(Message<byte[]?, byte[]> letter, string header) => Encoding.UTF8.GetString(letter.Headers.GetLastBytes(header));

    private static ConsumerProcess Start(ScriptedBroker broker, StandInSkr skr, DirectoryInfo folder, string name, params (string Name, string Value)[] more)
        => ConsumerProcess.Start(
        [
            ("BROKERS", broker.Address), ("TOPIC", Topic), ("CONSUMERGROUP", Group), ("services__skr__http__0", skr.Address),
            ("SkrClientKID", RunningConsumer.KeyId), ("SkrClientMAAEndpoint", "maa.test"), ("SkrClientAKVEndpoint", "akv.test"),
            ("Consumer__WhenKeyIsMissing", "Wait"), ("Consumer__OutputFile", Path.Combine(folder.FullName, name)), ("Consumer__RetryAfter", "00:00:00.2"),
            ("Consumer__GroupProtocol", "consumer"), .. more,
        ]);

    private static Task<IReadOnlyList<long>> UntilCommittedAsync(ScriptedBroker broker, Predicate<IReadOnlyList<long>> condition, int partitions)
        => Eventually.BecomesAsync(() => Task.Run(() => broker.Committed(Topic, Group, partitions)), condition, committed => string.Join(", ", committed));

    private static Task<HttpStatusCode> HealthBecomesAsync(HttpClient http, HttpStatusCode status)
        => Eventually.BecomesAsync(async () => (await http.GetAsync("/health")).StatusCode, seen => seen == status, seen => $"{seen}");
}
