using Confluent.Kafka;

namespace CcDemo.Bench;

/// <summary>librdkafka's own broker, which speaks the real protocol, until the standard input ends.</summary>
internal static class MockBroker
{
    /// <summary>The hidden command by which a benchmark starts it as a process of its own.</summary>
    public const string Command = "broker";

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        using var cluster = new ProducerBuilder<byte[], byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = "mock:1", ["test.mock.num.brokers"] = "1" })
            .SetLogHandler((_, _) => { })
            .Build();
        using var admin = new DependentAdminClientBuilder(cluster.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(10)).Brokers[0];
        await output.WriteLineAsync($"{broker.Host}:{broker.Port}");
        await input.ReadToEndAsync();
    }
}
