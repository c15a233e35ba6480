using Confluent.Kafka;

namespace CcDemo.EndToEnd;

public sealed class ExternalKafkaTests
{
    [Fact]
    public async Task A_cluster_of_ones_own_carries_the_demo_as_well()
    {
        var settings = new ProducerConfig { BootstrapServers = "localhost" };
        settings.Set("test.mock.num.brokers", "3");
        using var cluster = new ProducerBuilder<Null, Null>(settings).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(cluster.Handle).Build();
        var brokers = admin.GetMetadata("kafka-demo-topic", TimeSpan.FromSeconds(10)).Brokers.Select(broker => $"{broker.Host}:{broker.Port}");

        await using var demo = await RunningDemo.StartAsync("--Kafka:Mode=External", $"--ConnectionStrings:kafka={string.Join(',', brokers)}");

        await RunningDemo.WaitForTextAsync(demo.Consumer, page => page.Contains("Msg ", StringComparison.Ordinal));
    }
}
