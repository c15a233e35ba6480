using CcDemo.Messaging.Tests;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Tests;

public sealed class SettingsTests
{
    private static readonly string[] Good =
        ["--urls=http://127.0.0.1:0", "--BROKERS=127.0.0.1:1", "--SkrClientKID=key/v1", "--SkrClientMAAEndpoint=maa.test", "--SkrClientAKVEndpoint=akv.test", "--Kafka:Client:log_level=0"];

    [Theory]
    [InlineData("--BROKERS=", "BROKERS")]
    [InlineData("--TOPIC=a/b", "TOPIC")]
    [InlineData("--Consumer:Group= ", "CONSUMERGROUP")]
    [InlineData("--Consumer:GroupProtocol=fast", "Consumer:GroupProtocol")]
    [InlineData("--SkrClientKID=https://vault/keys/k", "SkrClientKID")]
    [InlineData("--SkrClientMAAEndpoint=", "SkrClientMAAEndpoint")]
    [InlineData("--SkrClientAKVEndpoint=", "SkrClientAKVEndpoint")]
    [InlineData("--Consumer:RetryAfter=00:00:00", "Consumer:RetryAfter")]
    [InlineData("--Consumer:Capacity=0", "Consumer:Capacity")]
    [InlineData("--Consumer:Capacity=many", "Consumer:Capacity")]
    [InlineData("--Consumer:WhenKeyIsMissing=Perhaps", "Consumer:WhenKeyIsMissing")]
    [InlineData("--Consumer:OutputFile=messages.jsonl", "Consumer:OutputFile")]
    [InlineData("--Consumer:InFlightBytes=0", "Consumer:InFlightBytes")]
    [InlineData("--Consumer:PrefetchBytes=1", "Consumer:PrefetchBytes")]
    [InlineData("--Consumer:KeyRecheck=-00:00:01", "Consumer:KeyRecheck")]
    [InlineData("--Kafka:Client:enable.auto.commit=true", "Kafka:Client:enable.auto.commit")]
    [InlineData("--Kafka:Client:auto.commit.enable=true", "Kafka:Client:auto.commit.enable")]
    [InlineData("--Kafka:Client:group.protocol=consumer", "Consumer:GroupProtocol")]
    [InlineData("--Kafka:Client:partition.assignment.strategy=fastest", "Kafka:Client:partition.assignment.strategy")]
    [InlineData("--Kafka:Client:heartbeat.interval.ms=10000", "Kafka:Client:heartbeat.interval.ms")]
    [InlineData("--Kafka:Client:max.poll.interval.ms=5000", "Kafka:Client:max.poll.interval.ms")]
    [InlineData("--Kafka:Client:group.id=another", "CONSUMERGROUP")]
    public void A_wrong_setting_is_refused_by_name(string setting, string named)
    {
        var e = Assert.Throws<OptionsValidationException>(() => ConsumerApp.Build([.. Good, setting]));
        Assert.Contains(e.Failures, failure => failure.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WrongClientSettings.Some), MemberType = typeof(WrongClientSettings))]
    public void A_wrong_setting_of_the_Kafka_client_is_one_sentence_with_its_full_name(string settings, string named)
        => WrongClientSettings.AssertRefused(named, () => ConsumerApp.Build([.. Good, .. WrongClientSettings.Arguments(settings)]));

    [Fact]
    public async Task A_wrong_setting_of_the_Kafka_client_ends_the_program_with_its_sentence_and_1()
    {
        var (exitCode, error) = await ServiceProcess.RunAsync("CcDemo.Consumer.dll", ("BROKERS", "127.0.0.1:1"), ("Kafka__Client__no.such.setting", "1"));
        Assert.Equal(1, exitCode);
        Assert.Equal("The consumer cannot start: The Kafka client refuses Kafka:Client:no.such.setting: No such configuration property: \"no.such.setting\".", error.Trim());
    }

    [Fact]
    public async Task Any_setting_of_the_client_passes_through()
        => await ConsumerApp.Build([.. Good, "--Kafka:Client:security.protocol=SASL_SSL", "--Kafka:Client:sasl.mechanism=PLAIN", "--Kafka:Client:sasl.username=u", "--Kafka:Client:sasl.password=p"]).DisposeAsync();

    [Fact]
    public async Task A_wrong_setting_ends_the_program_with_a_sentence_and_1()
    {
        var (exitCode, error) = await ServiceProcess.RunAsync("CcDemo.Consumer.dll", ("TOPIC", "t"));
        Assert.Equal(1, exitCode);
        Assert.Equal("The consumer cannot start: No Kafka brokers are named: set BROKERS or ConnectionStrings:kafka to host:port[,host:port].", error.Trim());
    }

    [Fact]
    public async Task A_taken_port_is_a_sentence_and_exit_code_1()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, error) = await ServiceProcess.RunAsync(
            "CcDemo.Consumer.dll", ("TOPIC", "t"), ("BROKERS", "127.0.0.1:1"), ("ASPNETCORE_URLS", $"http://{other.LocalEndpoint}"));

        Assert.Equal(1, exitCode);
        Assert.Contains("The consumer cannot start: ", error, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", error, StringComparison.Ordinal);
    }
}
