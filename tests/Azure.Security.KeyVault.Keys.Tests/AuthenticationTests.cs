using Azure;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.KeyVaultKeys.Tests;

public sealed class AuthenticationTests
{
    private const string Key = """{"key":{"kid":"https://v.test/keys/k/1","kty":"RSA"},"attributes":{}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_challenge_names_scope_and_tenant_and_is_remembered(bool asynchronously)
    {
        await using var vault = await Vault.StartAsync();
        vault.Answer = _ => (200, Key);
        var credential = new RecordingCredential();
        var client = vault.CreateClient(credential);

        for (var i = 0; i < 2; i++)
        {
            _ = asynchronously ? await client.RotateKeyAsync("k") : client.RotateKey("k");
        }

        Assert.Equal(["", "Bearer the-token", "Bearer the-token"], vault.Requests.Select(request => request.Authorization));
        Assert.All(credential.Asked, context => Assert.Equal("https://vault.azure.net/.default", Assert.Single(context.Scopes)));
        Assert.All(credential.Asked, context => Assert.Equal("the-tenant", context.TenantId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_request_carries_is_not_sent_before_the_vault_is_known(bool asynchronously)
    {
        await using var vault = await Vault.StartAsync();
        vault.Answer = _ => (200, """{"value":"a.b.c"}""");
        var client = vault.CreateClient(new RecordingCredential());

        _ = asynchronously ? await client.ReleaseKeyAsync("k", "target") : client.ReleaseKey("k", "target");

        Assert.Equal(["", """{"target":"target"}"""], vault.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task A_challenge_for_another_domain_is_refused_and_no_token_is_asked_for()
    {
        await using var vault = await Vault.StartAsync();
        var credential = new RecordingCredential();
        var client = vault.CreateClient(credential, disableVerification: false);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetKeyAsync("k"));

        Assert.Contains("DisableChallengeResourceVerification", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(credential.Asked);
    }

    [Fact]
    public async Task A_challenge_for_a_host_that_only_ends_alike_is_refused()
    {
        await using var vault = await Vault.StartAsync();
        var client = vault.CreateClient(new RecordingCredential(), disableVerification: false, new Uri($"https://evilvault.azure.net:{vault.Address.Port}"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetKeyAsync("k"));
    }

    [Fact]
    public async Task A_challenge_for_the_vaults_own_domain_is_taken()
    {
        await using var vault = await Vault.StartAsync();
        vault.Answer = _ => (200, Key);
        var client = vault.CreateClient(new RecordingCredential(), disableVerification: false, new Uri($"https://mine.vault.azure.net:{vault.Address.Port}"));

        Assert.Equal("k", (await client.GetKeyAsync("k")).Value.Name);
    }

    [Fact]
    public async Task A_refusal_carries_the_vaults_code_and_message()
    {
        await using var vault = await Vault.StartAsync();
        vault.Answer = _ => (403, """{"error":{"code":"Forbidden","message":"Target environment attestation statement cannot be verified.","innererror":{"code":"AccessDenied"}}}""");
        var client = vault.CreateClient(new RecordingCredential());

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => client.ReleaseKeyAsync("k", "target"));

        Assert.Equal(403, refusal.Status);
        Assert.Equal("Forbidden", refusal.ErrorCode);
        Assert.Contains("Target environment attestation statement cannot be verified.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_http_vault_is_refused()
    {
        var client = new KeyClient(new Uri("http://localhost:1"), new RecordingCredential());

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetKeyAsync("k"));
    }
}
