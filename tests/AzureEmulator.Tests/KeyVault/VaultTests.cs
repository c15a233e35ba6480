using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using CcDemo.AzureEmulator.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class VaultTests(TestEmulator emulator)
{
    [Fact]
    public async Task A_key_is_created_and_found_again()
    {
        var guest = await emulator.LaunchAsync();
        KeyVaultKey created = await emulator.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(TestEmulator.NewName(), hardwareProtected: true)
        {
            KeySize = 3072,
            Exportable = true,
            ReleasePolicy = emulator.PolicyOf(guest),
            Tags = { ["purpose"] = "demo" },
            KeyOperations = { KeyOperation.Encrypt, KeyOperation.Decrypt },
        });

        KeyVaultKey found = await emulator.KeysAs(TestEmulator.Reader).GetKeyAsync(created.Name);

        Assert.Equal(created.Id, found.Id);
        Assert.Equal(emulator.Host.Vault, found.Properties.VaultUri);
        Assert.Equal(KeyType.RsaHsm, found.KeyType);
        Assert.Equal([KeyOperation.Encrypt, KeyOperation.Decrypt], found.KeyOperations);
        Assert.True(found.Properties.Exportable);
        Assert.True(found.Properties.Enabled);
        Assert.Equal("demo", found.Properties.Tags["purpose"]);
        Assert.Equal(emulator.PolicyFor(guest.HostData), found.Properties.ReleasePolicy.EncodedPolicy.ToString());
        Assert.Equal("application/json; charset=utf-8", found.Properties.ReleasePolicy.ContentType);
        Assert.False(found.Properties.ReleasePolicy.Immutable);
        using var rsa = found.Key.ToRSA();
        Assert.Equal(3072, rsa.KeySize);
        Assert.Null(found.Key.D);
    }

    [Fact]
    public async Task An_imported_key_keeps_its_material()
    {
        using var rsa = RSA.Create(2048);
        var name = TestEmulator.NewName();

        KeyVaultKey imported = await emulator.Keys.ImportKeyAsync(name, new JsonWebKey(rsa, includePrivateParameters: true));

        Assert.Equal(rsa.ExportParameters(false).Modulus, imported.Key.N);
        Assert.Null(imported.Key.D);
        Assert.Equal(KeyType.Rsa, imported.KeyType);
    }

    [Fact]
    public async Task A_deleted_key_is_kept_among_the_deleted_ones_and_its_name_with_it()
    {
        var name = TestEmulator.NewName();
        KeyVaultKey created = await emulator.Keys.CreateKeyAsync(name, KeyType.Rsa);

        var operation = await emulator.Keys.StartDeleteKeyAsync(name);
        await operation.WaitForCompletionAsync();

        Assert.Equal(created.Id, operation.Value.Id);
        Assert.Equal(TimeSpan.FromDays(90), operation.Value.ScheduledPurgeDate - operation.Value.DeletedOn);
        await RefusedAsync(404, "KeyNotFound", name, () => emulator.Keys.GetKeyAsync(name));
        await RefusedAsync(409, "Conflict", "deleted but recoverable", () => emulator.Keys.CreateKeyAsync(name, KeyType.Rsa));
    }

    [Fact]
    public async Task Who_may_only_read_may_not_delete()
    {
        var name = TestEmulator.NewName();
        await emulator.Keys.CreateKeyAsync(name, KeyType.Rsa);

        await RefusedAsync(403, "Forbidden", "keys/delete", () => emulator.KeysAs(TestEmulator.Reader).StartDeleteKeyAsync(name));
    }

    [Fact]
    public async Task A_public_key_cannot_be_imported()
    {
        using var rsa = RSA.Create(2048);
        await RefusedAsync(400, "BadParameter", "private half", () => emulator.Keys.ImportKeyAsync(TestEmulator.NewName(), new JsonWebKey(rsa)));
    }

    [Fact]
    public async Task Keys_and_versions_are_listed_over_pages()
    {
        await using var scope = new EmulatorScope(new TestEmulator());
        var own = await scope.StartAsync();
        for (var i = 0; i < 27; i++)
        {
            await own.Keys.CreateKeyAsync($"key-{i}", KeyType.Ec);
            await own.Keys.CreateKeyAsync("many-versions", KeyType.Ec);
        }

        var keys = await CollectAsync(own.Keys.GetPropertiesOfKeysAsync());
        var versions = await CollectAsync(own.Keys.GetPropertiesOfKeyVersionsAsync("many-versions"));

        Assert.Equal(28, keys.Select(key => key.Name).Distinct().Count());
        Assert.Equal(27, versions.Select(key => key.Version).Distinct().Count());
    }

    [Fact]
    public async Task A_rotated_key_keeps_kind_size_and_policy()
    {
        var key = await emulator.CreateKeyAsync(await emulator.LaunchAsync());

        KeyVaultKey rotated = await emulator.Keys.RotateKeyAsync(key.Name);

        Assert.NotEqual(key.Properties.Version, rotated.Properties.Version);
        Assert.NotEqual(key.Key.X, rotated.Key.X);
        Assert.Equal(key.KeyType, rotated.KeyType);
        Assert.Equal(key.Properties.ReleasePolicy.EncodedPolicy.ToString(), rotated.Properties.ReleasePolicy.EncodedPolicy.ToString());
        Assert.Equal(rotated.Id, (await emulator.Keys.GetKeyAsync(key.Name)).Value.Id);
        Assert.Equal(key.Id, (await emulator.Keys.GetKeyAsync(key.Name, key.Properties.Version)).Value.Id);
    }

    [Fact]
    public async Task What_may_change_changes()
    {
        var guest = await emulator.LaunchAsync("other");
        var key = await emulator.CreateKeyAsync(await emulator.LaunchAsync());

        KeyVaultKey updated = await emulator.Keys.UpdateKeyPropertiesAsync(
            new KeyProperties(key.Name) { Enabled = false, Tags = { ["a"] = "b" }, ReleasePolicy = emulator.PolicyOf(guest) }, [KeyOperation.Verify]);

        Assert.False(updated.Properties.Enabled);
        Assert.Equal("b", updated.Properties.Tags["a"]);
        Assert.Equal([KeyOperation.Verify], updated.KeyOperations);
        Assert.Contains(guest.HostData, updated.Properties.ReleasePolicy.EncodedPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exportable_key_needs_a_policy()
        => await RefusedAsync(400, "BadParameter", "AKV.SKR.1004", () => emulator.Keys.CreateKeyAsync(TestEmulator.NewName(), KeyType.EcHsm, new CreateKeyOptions { Exportable = true }));

    [Fact]
    public async Task A_key_that_is_not_exportable_takes_no_policy()
    {
        var policy = emulator.PolicyOf(await emulator.LaunchAsync());
        await RefusedAsync(400, "BadParameter", "AKV.SKR.1005", () => emulator.Keys.CreateKeyAsync(TestEmulator.NewName(), KeyType.EcHsm, new CreateKeyOptions { ReleasePolicy = policy }));
    }

    [Fact]
    public async Task A_software_key_cannot_be_exportable()
    {
        var policy = emulator.PolicyOf(await emulator.LaunchAsync());
        await RefusedAsync(400, "BadParameter", "AKV.SKR.1006", () => emulator.Keys.CreateKeyAsync(TestEmulator.NewName(), KeyType.Ec, new CreateKeyOptions { Exportable = true, ReleasePolicy = policy }));
    }

    [Fact]
    public async Task Exportability_never_changes()
    {
        var key = await emulator.CreateKeyAsync(await emulator.LaunchAsync());
        await RefusedAsync(400, "BadParameter", "AKV.SKR.1014", () => emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(key.Name) { Exportable = false }));
    }

    [Fact]
    public async Task A_policy_is_set_on_the_key_not_on_a_version()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        await RefusedAsync(400, "BadParameter", "AKV.SKR.1016", () => emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(key.Id) { ReleasePolicy = emulator.PolicyOf(guest) }));
    }

    [Fact]
    public async Task An_immutable_policy_never_changes()
    {
        var guest = await emulator.LaunchAsync();
        var other = await emulator.LaunchAsync("other");
        var key = await emulator.CreateKeyAsync(guest, immutable: true);

        await RefusedAsync(400, "BadParameter", "AKV.SKR.1020", () => emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(key.Name) { ReleasePolicy = emulator.PolicyOf(other) }));
        await RefusedAsync(400, "BadParameter", "AKV.SKR.1020", () => emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(key.Name) { ReleasePolicy = emulator.PolicyOf(guest) }));
        await RefusedAsync(400, "BadParameter", "AKV.SKR.1020", () => emulator.CreateKeyAsync(other, key.Name));

        Assert.Contains(guest.HostData, (await emulator.Keys.GetKeyAsync(key.Name)).Value.Properties.ReleasePolicy.EncodedPolicy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"version":"1.0.0","anyOf":[]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://x","allOf":[{"claim":"a","notEquals":"b"}]}]}""")]
    public async Task A_policy_that_is_not_understood_is_refused(string policy)
        => await RefusedAsync(400, "BadParameter", "release policy", () => emulator.Keys.CreateKeyAsync(
            TestEmulator.NewName(), KeyType.EcHsm, new CreateKeyOptions { Exportable = true, ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(policy)) }));

    [Fact]
    public async Task A_key_that_is_not_there_is_named()
        => await RefusedAsync(404, "KeyNotFound", "no-such-key", () => emulator.Keys.GetKeyAsync("no-such-key"));

    [Fact]
    public async Task An_unusable_name_is_refused()
        => await RefusedAsync(400, "BadParameter", "letters, digits and hyphens", () => emulator.Keys.CreateKeyAsync("a_b", KeyType.Ec));

    [Theory]
    [InlineData(TestEmulator.Nobody)]
    [InlineData(TestEmulator.Reader)]
    [InlineData(TestEmulator.Officer)]
    public async Task A_caller_without_the_role_gets_no_key(string clientId)
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        var token = await guest.AttestAsync();

        var message = await RefusedAsync(403, "Forbidden", "Key Vault Crypto Service Release User", () => emulator.KeysAs(clientId).ReleaseKeyAsync(key.Name, token));

        Assert.Contains(clientId, message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.KeyVault/vaults/keys/release/action", message, StringComparison.Ordinal);
        Assert.Contains("ForbiddenByRbac", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_cannot_create_change_or_list_keys()
    {
        using var rsa = RSA.Create(2048);
        var pod = emulator.KeysAs(TestEmulator.Pod);
        await RefusedAsync(403, "Forbidden", "Key Vault Crypto Officer", () => pod.CreateKeyAsync("k", KeyType.Ec));
        await RefusedAsync(403, "Forbidden", "Key Vault Crypto Officer", () => pod.ImportKeyAsync("k", new JsonWebKey(rsa, true)));
        await RefusedAsync(403, "Forbidden", "Key Vault Crypto Officer", () => pod.RotateKeyAsync("k"));
        await RefusedAsync(403, "Forbidden", "Key Vault Crypto Officer", () => pod.UpdateKeyPropertiesAsync(new KeyProperties("k")));
        await RefusedAsync(403, "Forbidden", "Key Vault Crypto", () => CollectAsync(pod.GetPropertiesOfKeysAsync()));
    }

    [Fact]
    public async Task A_request_without_a_token_is_challenged()
    {
        using var response = await emulator.Http.GetAsync(new Uri(emulator.Host.Vault, "/keys?api-version=7.4"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var challenge = response.Headers.WwwAuthenticate.Single();
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Contains("authorization=\"https://login.windows.net/", challenge.Parameter, StringComparison.Ordinal);
        Assert.Contains("resource=\"https://vault.azure.net\"", challenge.Parameter, StringComparison.Ordinal);
        Assert.Contains("AKV10000", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_another_resource_is_refused()
        => await AssertUnauthorizedAsync(await emulator.TokenAsync(TestEmulator.Officer, "https://storage.azure.com"), "https://storage.azure.com");

    [Fact]
    public async Task A_token_of_another_emulator_is_refused()
    {
        await using var scope = new EmulatorScope(new TestEmulator());
        await AssertUnauthorizedAsync(await (await scope.StartAsync()).TokenAsync(TestEmulator.Officer), "did not issue");
    }

    [Fact]
    public async Task A_tampered_token_is_refused()
    {
        var token = await emulator.TokenAsync(TestEmulator.Nobody);
        var parts = token.Split('.');
        var other = (await emulator.TokenAsync(TestEmulator.Officer)).Split('.');
        await AssertUnauthorizedAsync($"{parts[0]}.{other[1]}.{parts[2]}", "signature");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("a.b.c")]
    public async Task What_is_no_token_is_refused(string token) => await AssertUnauthorizedAsync(token, "");

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var scope = new EmulatorScope(new TestEmulator([], services => services.AddSingleton<TimeProvider>(clock)));
        var own = await scope.StartAsync();
        var token = await own.TokenAsync(TestEmulator.Officer);
        await own.KeysAs(new FixedCredential(token)).CreateKeyAsync("k", KeyType.Ec);

        clock.Advance(AccessTokens.Lifetime);

        await RefusedAsync(401, "Unauthorized", "expired", () => own.KeysAs(new FixedCredential(token)).GetKeyAsync("k"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?api-version=6.0")]
    public async Task An_unknown_api_version_is_refused(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(emulator.Host.Vault, "/keys/k" + query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await emulator.TokenAsync(TestEmulator.Officer));
        using var response = await emulator.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("api-version", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answers_carry_the_vaults_headers()
    {
        using var response = await emulator.Http.GetAsync(new Uri(emulator.Host.Vault, "/keys?api-version=7.4"));
        Assert.All(["x-ms-keyvault-region", "x-ms-request-id", "x-ms-keyvault-service-version", "x-ms-keyvault-network-info"], name => Assert.True(response.Headers.Contains(name)));
    }

    private static async Task<List<KeyProperties>> CollectAsync(AsyncPageable<KeyProperties> pages)
    {
        var keys = new List<KeyProperties>();
        await foreach (var key in pages)
        {
            keys.Add(key);
        }

        return keys;
    }

    private static async Task<string> RefusedAsync(int status, string code, string words, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(act);
        Assert.Equal((status, code), (refusal.Status, refusal.ErrorCode));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }

    private async Task AssertUnauthorizedAsync(string token, string words)
        => await RefusedAsync(401, "Unauthorized", words, () => emulator.KeysAs(new FixedCredential(token)).GetKeyAsync("k"));
}
