using CcDemo.Messaging.Tests;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace CcDemo.KafkaClient.Tests;

public sealed class SettingsTests
{
    [Theory]
    [ClassData(typeof(WrongClientSettings))]
    public void A_producer_is_not_made_with_wrong_settings(string settings, string named)
    {
        var configuration = Configuration(["--BROKERS=127.0.0.1:1", .. WrongClientSettings.Arguments(settings)]);
        WrongClientSettings.AssertRefused(named, () => KafkaClientSettings.Build(
            configuration, () => new ProducerBuilder<byte[], byte[]>(KafkaClientSettings.ReadForProducer(configuration, new() { ["enable.idempotence"] = "true" })).Build()).Dispose());
    }

    [Theory]
    [ClassData(typeof(WrongClientSettings))]
    public void A_consumer_is_not_made_with_wrong_settings(string settings, string named)
    {
        var configuration = Configuration(["--BROKERS=127.0.0.1:1", .. WrongClientSettings.Arguments(settings)]);
        WrongClientSettings.AssertRefused(named, () => KafkaClientSettings.Build(
            configuration, () => new ConsumerBuilder<byte[], byte[]>(KafkaClientSettings.Read(configuration, new() { ["group.id"] = "g" })).Build()).Dispose());
    }

    [Theory]
    [InlineData("sasl.mechanism=PLAIN")]
    [InlineData("sasl.mechanisms=SCRAM-SHA-256")]
    [InlineData("sasl.mechanism=SCRAM-SHA-512")]
    public void Settings_that_fit_together_are_taken(string mechanism)
    {
        var configuration = Configuration(
            ["--BROKERS=b1:9093, [::1]:9093,sasl_ssl://b2", .. WrongClientSettings.Arguments($"security.protocol=sasl_ssl {mechanism} sasl.username=u sasl.password=p ssl.ca.location=/ ssl.ca.location=probe")]);
        KafkaClientSettings.Build(configuration, () => new ProducerBuilder<byte[], byte[]>(KafkaClientSettings.ReadForProducer(configuration, [])).Build()).Dispose();
    }

    [Fact]
    public void Without_brokers_the_settings_are_refused()
        => WrongClientSettings.AssertRefused("set BROKERS", () => KafkaClientSettings.Read(Configuration(), []));

    [Fact]
    public void A_setting_of_the_client_overrides_a_default_under_either_of_its_names()
    {
        var settings = KafkaClientSettings.Read(
            Configuration("--BROKERS=b:1", "--Kafka:Client:request.required.acks=all", "--Kafka:Client:linger.ms=7"), new() { ["acks"] = "1", ["linger.ms"] = "5" });
        Assert.Equal(("b:1", "all", "7"), (settings["bootstrap.servers"], settings["acks"], settings["linger.ms"]));
        Assert.Equal(3, settings.Count);
    }

    [Theory]
    [InlineData("hubs.servicebus.windows.net:9093", "none")]
    [InlineData("hubs.servicebus.chinacloudapi.cn:9093", "none")]
    [InlineData("hubs.servicebus.usgovcloudapi.net:9093", "none")]
    [InlineData("kafka:9092", "lz4")]
    public void What_is_sent_is_compressed_where_the_brokers_take_it(string brokers, string compression)
    {
        Assert.Equal(compression, KafkaClientSettings.ReadForProducer(Configuration($"--BROKERS={brokers}"), [])["compression.type"]);
        Assert.Equal("gzip", KafkaClientSettings.ReadForProducer(Configuration($"--BROKERS={brokers}", "--Kafka:Client:compression.codec=gzip"), [])["compression.type"]);
    }

    [Fact]
    public void What_the_program_decides_over_cannot_be_set_under_another_name()
        => WrongClientSettings.AssertRefused("Kafka:Client:auto.commit.enable cannot be set: why.", () => KafkaClientSettings.Refuse(
            Configuration("--Kafka:Client:auto.commit.enable=true"), [("enable.auto.commit", "why.")]));

    private static IConfiguration Configuration(params string[] arguments) => new ConfigurationBuilder().AddCommandLine(arguments).Build();
}
