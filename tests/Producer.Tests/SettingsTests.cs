using System.Security.Cryptography;
using CcDemo.Messaging.Tests;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Tests;

public sealed class SettingsTests
{
    private static readonly string[] Good =
        ["--urls=http://127.0.0.1:0", "--BROKERS=127.0.0.1:1", $"--PUBKEY={RunningProducer.PublicKey}", "--Producer:KeyId=message-key/v1", "--Kafka:Client:log_level=0"];

    [Theory]
    [InlineData("--PUBKEY=", "PUBKEY")]
    [InlineData("--PUBKEY=no/such/file.pem", "file.pem")]
    [InlineData("--PUBKEY=-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "not an RSA public key")]
    [InlineData("--Producer:Jwks=https://keys.example/jwks", "PUBKEY (Producer:PublicKey) and Producer:Jwks: set one of them")]
    [InlineData("--Producer:VaultKey=https://a.vault.azure.net/keys/k", "PUBKEY (Producer:PublicKey) and Producer:VaultKey: set one of them")]
    [InlineData("--Producer:KeyRefresh=00:00:00.5", "Producer:KeyRefresh")]
    [InlineData("--Trust:CaFile=/no/such.pem", "Trust:CaFile")]
    [InlineData("--BROKERS=", "BROKERS")]
    [InlineData("--TOPIC=a b", "TOPIC")]
    [InlineData("--Producer:KeyId=", "Producer:KeyId")]
    [InlineData("--Producer:Format=plain", "jwe or rsa-oaep")]
    [InlineData("--RATE=-1", "RATE")]
    [InlineData("--RATE=often", "Producer:Rate")]
    [InlineData("--SENDDURATION=0", "SENDDURATION")]
    [InlineData("--Producer:MessagesPerContentKey=0", "Producer:MessagesPerContentKey")]
    [InlineData("--Producer:ContentKeyLifetime=00:00:00", "Producer:ContentKeyLifetime")]
    [InlineData("--Producer:SendTimeout=-00:00:01", "Producer:SendTimeout")]
    [InlineData("--Producer:MaxInFlight=0", "Producer:MaxInFlight")]
    [InlineData("--Producer:MaxInFlightBytes=0", "Producer:MaxInFlightBytes")]
    [InlineData("--Producer:ConsumerUrl=javascript:alert(1)", "Producer:ConsumerUrl")]
    public void A_wrong_setting_is_refused_by_name(string setting, string named)
    {
        var e = Assert.Throws<OptionsValidationException>(() => ProducerApp.Build([.. Good, setting]));
        Assert.Contains(e.Failures, failure => failure.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WrongClientSettings.Some), MemberType = typeof(WrongClientSettings))]
    public void A_wrong_setting_of_the_Kafka_client_is_one_sentence_with_its_full_name(string settings, string named)
        => WrongClientSettings.AssertRefused(named, () => ProducerApp.Build([.. Good, .. WrongClientSettings.Arguments(settings)]));

    [Fact]
    public async Task A_wrong_setting_of_the_Kafka_client_ends_the_program_with_its_sentence_and_1()
    {
        var (exitCode, error) = await ServiceProcess.RunAsync(
            "CcDemo.Producer.dll", ("BROKERS", "127.0.0.1:1"), ("PUBKEY", RunningProducer.PublicKey), ("Producer__KeyId", "k/1"), ("Kafka__Client__sasl.password", WrongClientSettings.Secret));
        Assert.Equal(1, exitCode);
        Assert.Equal(
            "The producer cannot start: Kafka:Client:sasl.password is set, but the protocol is PLAINTEXT: it needs Kafka:Client:security.protocol = SASL_SSL.", error.Trim());
    }

    [Theory]
    [InlineData("--Producer:Jwks=http://keys.example/jwks", "Producer:Jwks")]
    [InlineData("--Producer:Jwks=https://me:secret@keys.example/jwks", "Producer:Jwks")]
    [InlineData("--Producer:Jwks=ftp://keys.example/jwks", "Producer:Jwks")]
    [InlineData("--Producer:Jwks=file:///etc/jwks.json", "Producer:Jwks")]
    [InlineData("--Producer:VaultKey=http://a.vault.azure.net/keys/k", "https://VAULT/keys/NAME")]
    [InlineData("--Producer:VaultKey=https://a.vault.azure.net/secrets/k", "https://VAULT/keys/NAME")]
    [InlineData("--Producer:VaultKey=https://a.vault.azure.net/keys/k?x=1", "https://VAULT/keys/NAME")]
    [InlineData("--Producer:VaultKey=a.vault.azure.net", "https://VAULT/keys/NAME")]
    public void A_source_that_cannot_be_is_refused_by_name_and_not_repeated_with_its_secrets(string setting, string named)
    {
        var e = Assert.Throws<OptionsValidationException>(() => ProducerApp.Build([.. Good, "--PUBKEY=", "--Producer:KeyId=", setting]));
        Assert.Contains(named, Assert.Single(e.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vaults_key_names_its_version_itself()
        => Assert.Contains("Producer:KeyId", Assert.Throws<OptionsValidationException>(() => ProducerApp.Build([.. Good, "--PUBKEY=", "--Producer:VaultKey=https://a.vault.azure.net/keys/k"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_private_key_and_a_small_key_are_refused()
    {
        using var small = RSA.Create(1024);
        AssertRefused("1024 bits", $"--PUBKEY={small.ExportSubjectPublicKeyInfoPem()}");
        AssertRefused("private key", $"--PUBKEY={RunningProducer.PrivateKey}");

        static void AssertRefused(string reason, string setting)
            => Assert.Contains(reason, Assert.Throws<OptionsValidationException>(() => ProducerApp.Build([.. Good, setting])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_may_lie_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, RunningProducer.PublicKey);
            await using var app = ProducerApp.Build([.. Good, $"--PUBKEY={file}"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_program_with_a_sentence_and_1()
    {
        var (exitCode, error) = await ServiceProcess.RunAsync("CcDemo.Producer.dll", ("BROKERS", "127.0.0.1:1"), ("PUBKEY", "/no/such.pem"), ("Producer__KeyId", "k/1"));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The producer cannot start: The public key (PUBKEY or Producer:PublicKey) is neither PEM text nor a file that can be read", error, StringComparison.Ordinal);
    }
}
