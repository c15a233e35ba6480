using CcDemo.Consumer;
using CcDemo.Consumer.Settings;
using CcDemo.MessageEncryption;
using CcDemo.Producer;
using CcDemo.Producer.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CcDemo.Bench;

/// <summary>The real services, in this process.</summary>
internal static class Services
{
    private static readonly string[] Quiet = ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error"];

    /// <summary>The producer, started, with its key; it sends what it is told to.</summary>
    public static async Task<WebApplication> ProducerAsync(BrokerProcess broker, params string[] settings)
    {
        using var key = BenchKeys.Public();
        var app = ProducerApp.Build(
        [
            .. Quiet, $"--ConnectionStrings:kafka={broker.Address}", $"--TOPIC={BenchKeys.Topic}", $"--PUBKEY={key.ExportSubjectPublicKeyInfoPem()}",
            $"--Producer:KeyId={BenchKeys.KeyId}", "--RATE=0", .. settings,
        ]);
        await app.StartAsync();
        while (app.Services.GetRequiredService<RotatingSealer>().KeyId is null)
        {
            await Task.Delay(10);
        }

        return app;
    }

    /// <summary>The consumer of a topic, started, with the private key as if it had been released.</summary>
    public static Task<WebApplication> ConsumerAsync(BrokerProcess broker, string topic)
        => ConsumerAsync(broker, topic, topic, "--Consumer:GroupProtocol=consumer");

    /// <summary>
    /// The same for all topics that a pattern (<c>^...</c>) matches. The service takes one topic by its name; that it be a pattern
    /// is changed behind its back, so that it reads more than fits into one topic of this broker.
    /// </summary>
    public static Task<WebApplication> ConsumerOfManyAsync(BrokerProcess broker, string pattern)
        => ConsumerAsync(broker, "many", pattern, "--Kafka:Client:fetch.queue.backoff.ms=1");

    private static async Task<WebApplication> ConsumerAsync(BrokerProcess broker, string name, string topic, params string[] settings)
    {
        var app = ConsumerApp.Build([.. Quiet, $"--ConnectionStrings:kafka={broker.Address}", $"--TOPIC={name}", $"--CONSUMERGROUP=bench-{Guid.NewGuid():N}", .. settings]);
        app.Services.GetRequiredService<IOptions<ConsumerOptions>>().Value.Topic = topic;
        app.Services.GetRequiredService<MessageKeyring>().Add(BenchKeys.KeyId, BenchKeys.Private());
        await app.StartAsync();
        return app;
    }
}
