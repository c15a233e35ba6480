using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using CcDemo.Producer.Sending;

namespace CcDemo.Producer.Tests;

[Collection(SharedBroker.Name)]
public sealed class RotationTests(EmbeddedBroker broker) : IDisposable
{
    private readonly DirectoryInfo _settings = Directory.CreateTempSubdirectory("producer-settings");

    [Fact]
    public async Task A_new_public_key_is_used_without_a_restart_and_a_broken_one_is_not()
    {
        Write("k/1", RunningProducer.PublicKey);
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", $"--Producer:SettingsDirectory={_settings.FullName}");
        Assert.Equal("k/1", await SendAsync(producer));

        using var next = RSA.Create(2048);
        Write("k/2", next.ExportSubjectPublicKeyInfoPem());
        await UntilAsync(producer, "k/2");

        Write("k/3", "no key at all");
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal("k/2", await SendAsync(producer));

        Write("k/5", RunningProducer.PublicKey);
        await UntilAsync(producer, "k/5");
    }

    [Fact]
    public void A_key_and_its_id_change_together_or_not_at_all()
    {
        var before = new SealingKey("pem 1", "k/1", "t", MessageFormat.Jwe, new JweSealerOptions());
        Assert.True((before with { Pem = "pem 2" }).IsHalfOfAChangeFrom(before));
        Assert.True((before with { KeyId = "k/2" }).IsHalfOfAChangeFrom(before));
        Assert.False((before with { Pem = "pem 2", KeyId = "k/2" }).IsHalfOfAChangeFrom(before));
        Assert.False((before with { Pem = "pem 2", Format = MessageFormat.RsaOaep }).IsHalfOfAChangeFrom(before));
    }

    public void Dispose() => _settings.Delete(recursive: true);

    private void Write(string keyId, string publicKey)
    {
        File.WriteAllText(Path.Combine(_settings.FullName, "Producer__PublicKey"), publicKey);
        File.WriteAllText(Path.Combine(_settings.FullName, "Producer__KeyId"), keyId);
    }

    private static async Task UntilAsync(RunningProducer producer, string keyId)
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while (await SendAsync(producer) != keyId)
        {
            Assert.True(DateTime.UtcNow < end, $"The key {keyId} was never used.");
            await Task.Delay(100);
        }
    }

    private static async Task<string?> SendAsync(RunningProducer producer)
    {
        using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keyId").GetString();
    }
}
