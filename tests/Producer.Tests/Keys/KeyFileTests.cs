using System.Security.Cryptography;
using CcDemo.Messaging.Tests;

namespace CcDemo.Producer.Tests;

/// <summary>The producer that follows a file.</summary>
[Collection(SharedBroker.Name)]
public sealed class KeyFileTests(EmbeddedBroker broker) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("producer-key");
    private readonly RSA _first = RSA.Create(2048);
    private readonly RSA _second = RSA.Create(2048);

    private string File => Path.Combine(_folder.FullName, "key");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _first.Dispose();
        _second.Dispose();
    }

    [Theory]
    [InlineData("--PUBKEY=")]
    [InlineData("--Producer:Jwks=")]
    public async Task A_file_with_a_named_key_is_followed_also_by_way_of_a_link(string setting)
    {
        Write("one", TestKeys.Jwk(_first, "k/1").ToJsonString());
        Link("one");
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--PUBKEY=", "--Producer:KeyId=", setting + File);
        Assert.Equal("k/1", await producer.SendAsync());

        Write("two", TestKeys.Jwk(_second, "k/2").ToJsonString());
        Link("two");
        await producer.UntilSealedForAsync("k/2");

        System.IO.File.Delete(File);
        Assert.Contains("cannot be read", await producer.HealthAsync("Degraded"), StringComparison.Ordinal);
        Assert.Equal("k/2", await producer.SendAsync());

        Link("two");
        await producer.HealthAsync("Healthy");
    }

    [Fact]
    public async Task A_new_PEM_under_the_old_key_id_is_not_used_since_nobody_could_open_what_it_seals()
    {
        Write("key", _first.ExportSubjectPublicKeyInfoPem());
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", $"--PUBKEY={File}", "--Producer:KeyId=k/1");

        Write("key", _second.ExportSubjectPublicKeyInfoPem());
        Assert.Contains("'kid'", await producer.HealthAsync("Degraded"), StringComparison.Ordinal);
        Assert.Equal("k/1", await producer.SendAsync());

        producer.AddKey("k/1", _first);
        Assert.True(producer.Open(broker.Read(producer.Topic, 1)[0].Message.Value, null).IsOpened);

        Write("key", _first.ExportSubjectPublicKeyInfoPem());
        await producer.HealthAsync("Healthy");
    }

    [Fact]
    public async Task A_new_PEM_is_used_at_once_in_the_format_that_names_no_key()
    {
        Write("key", _first.ExportSubjectPublicKeyInfoPem());
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", $"--PUBKEY={File}", "--Producer:KeyId=", "--Producer:Format=rsa-oaep");

        Write("key", _second.ExportSubjectPublicKeyInfoPem());

        var end = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        for (var count = 1; !CanOpen(count); count++)
        {
            Assert.True(DateTime.UtcNow < end);
            await producer.SendAsync();
            await Task.Delay(100);
        }

        bool CanOpen(int count) => count > 1 && _second.TryDecrypt(
            Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(broker.Read(producer.Topic, count - 1).MaxBy(record => record.Message.Timestamp.UnixTimestampMs)!.Message.Value)));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read_as_a_key()
    {
        Write("key", new string(' ', 300 * 1024) + _first.ExportSubjectPublicKeyInfoPem());

        Assert.Contains("256 KiB", (await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => RunningProducer.StartAsync(broker, "--RATE=0", $"--PUBKEY={File}"))).Message, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => System.IO.File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private void Link(string target)
    {
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, Path.Combine(_folder.FullName, target));
    }
}

file static class RsaDecryption
{
    public static bool TryDecrypt(this RSA key, byte[] value)
    {
        try
        {
            return key.Decrypt(value, RSAEncryptionPadding.OaepSHA256).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
