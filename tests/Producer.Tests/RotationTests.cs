using System.Security.Cryptography;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using CcDemo.Producer.Keys;
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
        Assert.Equal("k/1", await producer.SendAsync());

        using var next = RSA.Create(2048);
        Write("k/2", next.ExportSubjectPublicKeyInfoPem());
        await producer.UntilSealedForAsync("k/2");

        Write("k/3", "no key at all");
        Assert.Contains("The settings changed, but cannot be used", await producer.HealthAsync("Degraded"), StringComparison.Ordinal);
        Assert.Equal("k/2", await producer.SendAsync());

        Write("k/5", RunningProducer.PublicKey);
        await producer.UntilSealedForAsync("k/5");
        await producer.HealthAsync("Healthy");
    }

    [Fact]
    public void A_key_and_its_id_change_together_or_not_at_all()
    {
        var before = new SealingKey(new MessagePublicKey("pem 1", "k/1", NamesItself: false), "t", MessageFormat.Jwe, new JweSealerOptions());
        Assert.True((before with { Key = before.Key with { Pem = "pem 2" } }).IsHalfOfAChangeFrom(before));
        Assert.True((before with { Key = before.Key with { KeyId = "k/2" } }).IsHalfOfAChangeFrom(before));
        Assert.True((before with { Key = before.Key with { Pem = "pem 2", NamesItself = true } }).IsHalfOfAChangeFrom(before));
        Assert.False((before with { Key = before.Key with { KeyId = "k/2", NamesItself = true } }).IsHalfOfAChangeFrom(before));
        Assert.False((before with { Key = before.Key with { Pem = "pem 2", KeyId = "k/2" } }).IsHalfOfAChangeFrom(before));
        Assert.False((before with { Key = before.Key with { Pem = "pem 2" }, Format = MessageFormat.RsaOaep }).IsHalfOfAChangeFrom(before));
    }

    public void Dispose() => _settings.Delete(recursive: true);

    private void Write(string keyId, string publicKey)
    {
        File.WriteAllText(Path.Combine(_settings.FullName, "Producer__PublicKey"), publicKey);
        File.WriteAllText(Path.Combine(_settings.FullName, "Producer__KeyId"), keyId);
    }
}
