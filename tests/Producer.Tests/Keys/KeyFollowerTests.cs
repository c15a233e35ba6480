using CcDemo.Messaging.Tests;
using CcDemo.Producer.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CcDemo.Producer.Tests;

/// <summary>What the follower of the key does as its host ends.</summary>
[Collection(SharedBroker.Name)]
public sealed class KeyFollowerTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task It_ends_without_a_failure_when_its_host_is_disposed_without_being_stopped()
    {
        var app = ProducerApp.Build(
            [
                "--urls=http://127.0.0.1:0", "--RATE=0", $"--TOPIC={broker.NewTopic()}", $"--ConnectionStrings:kafka={broker.Address}",
                $"--PUBKEY={RunningProducer.PublicKey}", $"--Producer:KeyId={RunningProducer.KeyId}", "--Logging:LogLevel:Default=Warning",
            ],
            _ => { });
        await app.StartAsync();
        var follower = app.Services.GetServices<IHostedService>().OfType<KeyFollower>().Single();

        await app.DisposeAsync();

        await follower.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
