using Azure.Security.KeyVault.Keys;
using CcDemo.Messaging.Tests;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Tests;

/// <summary>The producer that follows a vault's key, with its own identity, over HTTPS.</summary>
[Collection(SharedBroker.Name)]
public sealed class VaultKeyTests(EmbeddedBroker broker, LocalVault vault) : IClassFixture<LocalVault>
{
    private readonly string _key = $"key-{Guid.NewGuid():n}";

    [Fact]
    public async Task The_newest_version_that_is_enabled_is_followed()
    {
        var first = await CreateAsync();
        await using var producer = await StartAsync();
        Assert.Equal($"{_key}/{first}", await producer.SendAsync());

        var second = (await vault.Keys.RotateKeyAsync(_key)).Value.Properties.Version;
        await producer.UntilSealedForAsync($"{_key}/{second}");

        await SetEnabledAsync(second, enabled: false);
        await producer.UntilSealedForAsync($"{_key}/{first}");
        await producer.HealthAsync("Healthy");

        await SetEnabledAsync(first, enabled: false);
        Assert.Contains("no version that is enabled", await producer.HealthAsync("Degraded"), StringComparison.Ordinal);
        Assert.Equal($"{_key}/{first}", await producer.SendAsync());

        await SetEnabledAsync(second, enabled: true);
        await producer.UntilSealedForAsync($"{_key}/{second}");
        await producer.HealthAsync("Healthy");
    }

    [Fact]
    public async Task A_version_that_is_named_stays()
    {
        var first = await CreateAsync();
        await vault.Keys.RotateKeyAsync(_key);
        await using var producer = await StartAsync($"/{first}");
        Assert.Equal($"{_key}/{first}", await producer.SendAsync());

        await SetEnabledAsync(first, enabled: false);

        Assert.Contains("is disabled", await producer.HealthAsync("Degraded"), StringComparison.Ordinal);
        Assert.Equal($"{_key}/{first}", await producer.SendAsync());
    }

    [Fact]
    public async Task A_key_that_is_not_there_ends_the_start_with_what_to_do()
        => Assert.Contains("setup-key", await RefusedAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_key_that_is_not_for_sealing_ends_the_start()
    {
        await vault.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(_key) { KeySize = 2048, KeyOperations = { KeyOperation.Sign } });

        Assert.Contains("not for encryption", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_without_the_role_is_told_which_and_its_token_is_not_repeated()
    {
        await CreateAsync();
        using var nobody = LocalVault.As("no-such-identity");
        Assert.Contains("no token", await RefusedAsync(), StringComparison.Ordinal);

        using var powerless = LocalVault.As(LocalVault.Powerless);
        var refusal = await RefusedAsync();
        Assert.Contains("'Key Vault Reader'", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_whose_certificate_is_not_trusted_is_not_believed()
    {
        await CreateAsync();

        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningProducer.StartAsync(broker, "--RATE=0", "--PUBKEY=", "--Producer:KeyId=", $"--Producer:VaultKey={vault.Address}keys/{_key}"))).Message, StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync()
        => (await vault.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(_key, hardwareProtected: true) { KeySize = 2048 })).Value.Properties.Version;

    private async Task SetEnabledAsync(string version, bool enabled)
        => await vault.Keys.UpdateKeyPropertiesAsync(new KeyProperties(new Uri(vault.Address, $"/keys/{_key}/{version}")) { Enabled = enabled });

    private Task<RunningProducer> StartAsync(string version = "") => RunningProducer.StartAsync(
        broker, "--RATE=0", "--PUBKEY=", "--Producer:KeyId=", $"--Producer:VaultKey={vault.Address}keys/{_key}{version}", $"--Trust:CaFile={vault.CaFile}", "--Producer:KeyRefresh=00:00:01");

    private async Task<string> RefusedAsync(string version = "") => (await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(version))).Message;
}
