using CcDemo.Consumer;
using CcDemo.MessageEncryption;
using CcDemo.Producer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Bench;

/// <summary>The real services, in this process.</summary>
internal static class Services
{
    private static readonly string[] Quiet = ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error"];

    /// <summary>The producer, not started; it sends what it is told to.</summary>
    public static WebApplication Producer(BrokerProcess broker, params string[] settings)
    {
        using var key = BenchKeys.Public();
        return ProducerApp.Build(
        [
            .. Quiet, $"--ConnectionStrings:kafka={broker.Address}", $"--TOPIC={BenchKeys.Topic}", $"--PUBKEY={key.ExportSubjectPublicKeyInfoPem()}",
            $"--Producer:KeyId={BenchKeys.KeyId}", "--RATE=0", .. settings,
        ]);
    }

    /// <summary>The consumer of a topic, started, with the private key as if it had been released.</summary>
    public static async Task<WebApplication> ConsumerAsync(BrokerProcess broker, string topic)
    {
        var app = ConsumerApp.Build(
        [
            .. Quiet, $"--ConnectionStrings:kafka={broker.Address}", $"--TOPIC={topic}", $"--CONSUMERGROUP=bench-{Guid.NewGuid():N}", "--Consumer:GroupProtocol=consumer",
        ]);
        app.Services.GetRequiredService<MessageKeyring>().Add(BenchKeys.KeyId, BenchKeys.Private());
        await app.StartAsync();
        return app;
    }
}
