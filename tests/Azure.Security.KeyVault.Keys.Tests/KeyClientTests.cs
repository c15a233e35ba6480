using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.KeyVaultKeys.Tests;

public sealed class KeyClientTests : IAsyncLifetime
{
    private Vault _vault = null!;
    private KeyClient _client = null!;

    public async Task InitializeAsync()
    {
        _vault = await Vault.StartAsync();
        _client = _vault.CreateClient(new RecordingCredential());
        _vault.Answer = _ => (200, $$$"""
            {"key":{"kid":"{{{_vault.Address}}}keys/k/0123","kty":"RSA-HSM","key_ops":["encrypt","decrypt"],"n":"AQAB","e":"AQAB"},
             "attributes":{"enabled":true,"created":1700000000,"updated":1700000001,"recoveryLevel":"Recoverable","recoverableDays":90,"exportable":true},
             "tags":{"a":"b"},
             "release_policy":{"contentType":"application/json; charset=utf-8","data":"e30","immutable":false}}
            """);
    }

    public Task DisposeAsync() => _vault.DisposeAsync().AsTask();

    [Fact]
    public async Task Creating_an_exportable_key_sends_its_policy_and_reads_the_key()
    {
        var options = new CreateRsaKeyOptions("k", hardwareProtected: true)
        {
            KeySize = 3072,
            Exportable = true,
            Enabled = true,
            NotBefore = DateTimeOffset.FromUnixTimeSeconds(1),
            ExpiresOn = DateTimeOffset.FromUnixTimeSeconds(2),
            ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString("{}")) { Immutable = true },
            KeyOperations = { KeyOperation.Encrypt, KeyOperation.Decrypt },
            Tags = { ["a"] = "b" },
        };

        KeyVaultKey key = await _client.CreateRsaKeyAsync(options);

        AssertRequest("POST", "/keys/k/create?api-version=7.4", """
            {"kty":"RSA-HSM","key_size":3072,"key_ops":["encrypt","decrypt"],
             "attributes":{"enabled":true,"nbf":1,"exp":2,"exportable":true},"tags":{"a":"b"},
             "release_policy":{"data":"e30","immutable":true}}
            """);
        Assert.Equal(("k", "0123", KeyType.RsaHsm), (key.Name, key.Properties.Version, key.KeyType));
        Assert.Equal([KeyOperation.Encrypt, KeyOperation.Decrypt], key.KeyOperations);
        Assert.Equal(_vault.Address, key.Properties.VaultUri);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), key.Properties.CreatedOn);
        Assert.Equal((true, true, 90, "Recoverable"), (key.Properties.Enabled, key.Properties.Exportable, key.Properties.RecoverableDays, key.Properties.RecoveryLevel));
        Assert.Equal("{}", key.Properties.ReleasePolicy.EncodedPolicy.ToString());
        Assert.False(key.Properties.ReleasePolicy.Immutable);
        Assert.Equal("b", key.Properties.Tags["a"]);
    }

    [Fact]
    public async Task Creating_a_key_of_a_kind_sends_only_what_is_set()
    {
        await _client.CreateKeyAsync("k", KeyType.Rsa);
        AssertRequest("POST", "/keys/k/create?api-version=7.4", """{"kty":"RSA"}""");
    }

    [Fact]
    public async Task Importing_sends_the_private_half()
    {
        using var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(true);

        await _client.ImportKeyAsync(new ImportKeyOptions("k", new JsonWebKey(rsa, includePrivateParameters: true, [KeyOperation.Sign])) { HardwareProtected = true, Properties = { Exportable = true } });

        using var body = JsonDocument.Parse(_vault.Requests[^1].Body);
        Assert.Equal(("PUT", "/keys/k?api-version=7.4"), (_vault.Requests[^1].Method, _vault.Requests[^1].PathAndQuery));
        Assert.Equal(Base64Url.EncodeToString(parameters.D), body.RootElement.GetProperty("key").GetProperty("d").GetString());
        Assert.True(body.RootElement.GetProperty("Hsm").GetBoolean());
        Assert.True(body.RootElement.GetProperty("attributes").GetProperty("exportable").GetBoolean());
    }

    [Theory]
    [InlineData(null, "/keys/k?api-version=7.4")]
    [InlineData("0123", "/keys/k/0123?api-version=7.4")]
    public async Task Getting_a_key_names_the_version_when_there_is_one(string? version, string path)
    {
        await _client.GetKeyAsync("k", version);
        Assert.Equal(("GET", path), (_vault.Requests[^1].Method, _vault.Requests[^1].PathAndQuery));
    }

    [Fact]
    public async Task Updating_sends_what_may_change()
    {
        var properties = new KeyProperties(new Uri("https://v.test/keys/k/0123")) { Enabled = false, Tags = { ["x"] = "y" } };

        await _client.UpdateKeyPropertiesAsync(properties, [KeyOperation.Sign]);

        AssertRequest("PATCH", "/keys/k/0123?api-version=7.4", """{"key_ops":["sign"],"attributes":{"enabled":false},"tags":{"x":"y"}}""");
    }

    [Fact]
    public async Task Deleting_is_through_when_the_key_shows_among_the_deleted_ones()
    {
        var deleted = $$$"""
            {"recoveryId":"{{{_vault.Address}}}deletedkeys/k","deletedDate":1700000002,"scheduledPurgeDate":1707776002,
             "key":{"kid":"{{{_vault.Address}}}keys/k/0123","kty":"RSA-HSM","key_ops":["encrypt"],"n":"AQAB","e":"AQAB"},"attributes":{"enabled":true}}
            """;
        var asked = 0;
        _vault.Answer = request => request.Method == "DELETE" || asked++ > 0
            ? (200, deleted)
            : (404, """{"error":{"code":"KeyNotFound","message":"not yet"}}""");

        var operation = await _client.StartDeleteKeyAsync("k");
        Assert.Equal(("DELETE", "/keys/k?api-version=7.4"), (_vault.Requests[^1].Method, _vault.Requests[^1].PathAndQuery));
        Assert.False(operation.HasCompleted);
        Assert.Equal("k", operation.Value.Name);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000002), operation.Value.DeletedOn);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1707776002), operation.Value.ScheduledPurgeDate);

        await operation.UpdateStatusAsync();
        Assert.False(operation.HasCompleted);

        await operation.UpdateStatusAsync();
        Assert.True(operation.HasCompleted);
        Assert.Equal(("GET", "/deletedkeys/k?api-version=7.4"), (_vault.Requests[^1].Method, _vault.Requests[^1].PathAndQuery));
    }

    [Fact]
    public async Task Releasing_sends_target_nonce_and_algorithm()
    {
        _vault.Answer = _ => (200, """{"value":"a.b.c"}""");

        ReleaseKeyResult result = await _client.ReleaseKeyAsync(new ReleaseKeyOptions("k", "token") { Version = "0123", Nonce = "n", Algorithm = KeyExportEncryptionAlgorithm.RsaAesKeyWrap384 });

        Assert.Equal("a.b.c", result.Value);
        AssertRequest("POST", "/keys/k/0123/release?api-version=7.4", """{"target":"token","nonce":"n","enc":"RSA_AES_KEY_WRAP_384"}""");
    }

    [Fact]
    public async Task Releasing_without_a_version_leaves_its_segment_empty()
    {
        _vault.Answer = _ => (200, """{"value":"a.b.c"}""");
        await _client.ReleaseKeyAsync("k", "token");
        AssertRequest("POST", "/keys/k//release?api-version=7.4", """{"target":"token"}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Listing_follows_the_next_page(bool asynchronously)
    {
        _vault.Answer = request => request.PathAndQuery.Contains("token=2", StringComparison.Ordinal)
            ? (200, $$$"""{"value":[{"kid":"{{{_vault.Address}}}keys/b"}],"nextLink":null}""")
            : (200, $$$"""{"value":[{"kid":"{{{_vault.Address}}}keys/a","attributes":{"enabled":true}}],"nextLink":"{{{_vault.Address}}}keys?api-version=7.4&token=2"}""");

        var names = asynchronously ? await NamesAsync(_client.GetPropertiesOfKeysAsync()) : [.. _client.GetPropertiesOfKeys().Select(key => key.Name)];

        Assert.Equal(["a", "b"], names);
    }

    [Fact]
    public async Task A_next_page_on_another_host_is_not_followed()
    {
        _vault.Answer = _ => (200, """{"value":[],"nextLink":"https://elsewhere.test/keys"}""");
        await Assert.ThrowsAsync<InvalidOperationException>(() => NamesAsync(_client.GetPropertiesOfKeysAsync()));
    }

    [Fact]
    public void A_json_web_key_gives_its_rsa_key_back()
    {
        using var rsa = RSA.Create(2048);
        using var copy = new JsonWebKey(rsa, includePrivateParameters: true).ToRSA(includePrivateParameters: true);

        var signature = copy.SignData("text"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.True(rsa.VerifyData(Encoding.UTF8.GetBytes("text"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Null(new JsonWebKey(rsa).D);
    }

    private static async Task<List<string>> NamesAsync(Azure.AsyncPageable<KeyProperties> keys)
    {
        var names = new List<string>();
        await foreach (var key in keys)
        {
            names.Add(key.Name);
        }

        return names;
    }

    private void AssertRequest(string method, string pathAndQuery, string body)
    {
        var request = _vault.Requests[^1];
        Assert.Equal((method, pathAndQuery), (request.Method, request.PathAndQuery));
        using var expected = JsonDocument.Parse(body);
        using var actual = JsonDocument.Parse(request.Body);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), request.Body);
    }
}
