using System.Net;
using Azure.Core;
using CcDemo.Messaging.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.Consumer.Tests;

/// <summary>The consumer, and its producer of dead letters, before a listener with TLS and SASL (<see cref="SecuredBroker"/>).</summary>
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
    public async Task Messages_and_dead_letters_arrive_and_no_log_or_trace_has_a_secret_however_much_it_says(string protection)
    {
        await using var cluster = new SecuredCluster(broker, protection);
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        using var log = new CapturedLog();
        await using var consumer = await StartAsync(cluster, skr, log, "--Kafka:Client:debug=all");
        await consumer.SendAsync("hello from the sealed side");
        await consumer.SendRawAsync("poison");

        await consumer.UntilMessagesAsync(messages => messages.Exists(message => message.State() == "opened") && messages.Exists(message => message.State() == "refused"));
        Assert.Single(broker.Read($"{consumer.Topic}-dlq", 1));
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, 2);
        Assert.Equal(cluster.Listener.Mechanisms.Keys, cluster.Listener.Authenticated.Distinct());

        Assert.Contains(log.Lines, line => line.Contains("ssl.ca.location = ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("process ", StringComparison.Ordinal));
        log.AssertNo([.. SecuredCluster.Secrets, "hello from the sealed side"]);
    }

    [Theory]
    [InlineData("PLAIN", "a wrong password", "Kafka:Client:sasl.password")]
    [InlineData("SCRAM-SHA-256", "a wrong password", "Kafka:Client:sasl.password")]
    [InlineData("SCRAM-SHA-512", "a wrong password", "Kafka:Client:sasl.password")]
    [InlineData("TLS", "an untrusted authority", "Kafka:Client:ssl.ca.location")]
    [InlineData("TLS", "another host name", "ConnectionStrings:kafka")]
    [InlineData("mutual TLS", "no client certificate", "Kafka:Client:ssl.certificate.location")]
    [InlineData("OAUTHBEARER", "no token", "Kafka:AzureIdentity:Scope")]
    [InlineData("OAUTHBEARER", "a token that is refused", "Kafka:AzureIdentity:Scope")]
    public async Task Who_is_refused_says_so_in_health_and_log_with_the_setting(string protection, string fault, string setting)
    {
        await using var cluster = new SecuredCluster(broker, protection, fault);
        using var log = new CapturedLog();
        await using var consumer = await StartAsync(cluster, null, log);

        await Eventually.BecomesAsync(
            () => HealthAsync(consumer), health => health.Status == HttpStatusCode.ServiceUnavailable && health.Text.Contains(setting, StringComparison.Ordinal), health => $"{health}");

        Assert.Contains(log.Warnings, line => line.StartsWith("The Kafka client reports ", StringComparison.Ordinal) && line.Contains(setting, StringComparison.Ordinal));
        log.AssertNo(SecuredCluster.Secrets);
        Assert.Empty(cluster.Listener.Authenticated);
    }

    private static async Task<(HttpStatusCode Status, string Text)> HealthAsync(RunningConsumer consumer)
    {
        using var response = await consumer.Http.GetAsync("/health");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<RunningConsumer> StartAsync(SecuredCluster cluster, StandInSkr? skr, CapturedLog log, params string[] settings)
        => RunningConsumer.StartAsync(broker, skr, builder =>
        {
            builder.Services.AddSingleton<TokenCredential>(cluster.Credential);
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        }, settings: [.. cluster.Settings, .. settings]);
}
