using System.Net;
using System.Net.Http.Json;
using Azure.Core;
using CcDemo.Messaging.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.Producer.Tests;

/// <summary>The producer before a listener with TLS and SASL (<see cref="SecuredBroker"/>).</summary>
[Collection(SharedBroker.Name)]
public sealed class SecuredClusterTests(EmbeddedBroker broker)
{
    [Theory]
    [InlineData("TLS")]
    [InlineData("mutual TLS")]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    [InlineData("OAUTHBEARER")]
    public async Task A_message_arrives_and_no_log_or_trace_has_a_secret_however_much_it_says(string protection)
    {
        await using var cluster = new SecuredCluster(broker, protection);
        using var log = new CapturedLog();
        await using var producer = await StartAsync(cluster, log, "--Kafka:Client:debug=all");
        using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["Msg 1: hello"], producer.Texts(1));
        Assert.Equal(cluster.Listener.Mechanisms.Keys, cluster.Listener.Authenticated.Distinct());

        Assert.Contains(log.Lines, line => line.Contains("ssl.ca.location = ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("send ", StringComparison.Ordinal));
        log.AssertNo(SecuredCluster.Secrets);
    }

    [Theory]
    [InlineData("PLAIN", "a wrong password", "Kafka:Client:sasl.password")]
    [InlineData("SCRAM-SHA-256", "a wrong password", "Kafka:Client:sasl.password")]
    [InlineData("SCRAM-SHA-512", "a wrong password", "Kafka:Client:sasl.password")]
    [InlineData("PLAIN", "a mechanism that is not offered", "Kafka:Client:sasl.mechanism")]
    [InlineData("TLS", "an untrusted authority", "Kafka:Client:ssl.ca.location")]
    [InlineData("TLS", "another host name", "ConnectionStrings:kafka")]
    [InlineData("mutual TLS", "no client certificate", "Kafka:Client:ssl.certificate.location")]
    [InlineData("mutual TLS", "a stranger's client certificate", "Kafka:Client:ssl.certificate.location")]
    [InlineData("OAUTHBEARER", "no token", "Kafka:AzureIdentity:Scope")]
    [InlineData("OAUTHBEARER", "a token that is refused", "Kafka:AzureIdentity:Scope")]
    [InlineData("TLS", "a client without TLS", "Kafka:Client:security.protocol")]
    [InlineData("TLS", "a broker without TLS", "Kafka:Client:security.protocol")]
    public async Task Who_is_refused_says_so_in_health_and_log_with_the_setting(string protection, string fault, string setting)
    {
        await using var cluster = new SecuredCluster(broker, protection, fault);
        using var log = new CapturedLog();
        await using var producer = await StartAsync(cluster, log);
        Assert.Contains(setting, await HealthOf(producer, health => health.Contains(setting, StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Contains(log.Warnings, line => line.StartsWith("The Kafka client reports ", StringComparison.Ordinal) && line.Contains(setting, StringComparison.Ordinal));
        log.AssertNo(SecuredCluster.Secrets);
        Assert.Empty(cluster.Listener.Authenticated);
    }

    private static async Task<string> HealthOf(RunningProducer producer, Predicate<string> condition)
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while (true)
        {
            using var response = await producer.Http.GetAsync("/health");
            var health = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && condition(health))
            {
                return health;
            }

            Assert.True(DateTime.UtcNow < end, $"It never became so; last seen: {health}");
            await Task.Delay(100);
        }
    }

    private Task<RunningProducer> StartAsync(SecuredCluster cluster, CapturedLog log, params string[] settings)
        => RunningProducer.StartAsync(broker, [.. cluster.Settings, .. settings], builder =>
        {
            builder.Services.AddSingleton<TokenCredential>(cluster.Credential);
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        });
}
