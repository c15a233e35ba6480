using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CcDemo.Producer.Keys;

namespace CcDemo.Producer.Tests;

public sealed class KeyDocumentTests : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);

    public void Dispose()
    {
        _rsa.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void PEM_is_named_by_the_setting()
    {
        var key = Found(_rsa.ExportSubjectPublicKeyInfoPem(), keyId: "k/1");
        Assert.Equal(("k/1", false), (key.KeyId, key.NamesItself));
        Assert.Contains("Producer:KeyId", Problem(_rsa.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Equal("", Found(_rsa.ExportSubjectPublicKeyInfoPem(), needsKeyId: false).KeyId);
    }

    [Fact]
    public void A_JSON_Web_Key_names_itself()
    {
        var key = Found(TestKeys.Jwk(_rsa, "k/1").ToJsonString());
        Assert.Equal((_rsa.ExportSubjectPublicKeyInfoPem(), "k/1", true), (key.Pem, key.KeyId, key.NamesItself));
        Assert.Equal("k/1", Found(TestKeys.Jwk(_rsa, "k/1").ToJsonString(), keyId: "k/1").KeyId);
        Assert.Equal("k/2", Found(TestKeys.Jwk(_rsa, null).ToJsonString(), keyId: "k/2").KeyId);
        Assert.Contains("'k/1'", Problem(TestKeys.Jwk(_rsa, "k/1").ToJsonString(), keyId: "k/2"), StringComparison.Ordinal);
        Assert.Contains("'kid'", Problem(TestKeys.Jwk(_rsa, null).ToJsonString()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_vaults_key_is_the_one_that_consumers_ask_for()
    {
        Assert.Equal("key/v1", Found(TestKeys.Jwk(_rsa, "https://a.vault.azure.net/keys/key/v1").ToJsonString()).KeyId);
        Assert.Equal("https://a.vault.azure.net/keys/key", Found(TestKeys.Jwk(_rsa, "https://a.vault.azure.net/keys/key").ToJsonString()).KeyId);
    }

    [Fact]
    public void Of_a_set_the_key_that_was_issued_last_is_used_and_without_times_the_first()
    {
        var (a, b) = (TestKeys.Jwk(_rsa, "a"), TestKeys.Jwk(_other, "b"));
        Assert.Equal("a", Found(TestKeys.Set(a, b)).KeyId);

        b["iat"] = 1;
        Assert.Equal("b", Found(TestKeys.Set(a, b)).KeyId);

        a["iat"] = 2;
        Assert.Equal("a", Found(TestKeys.Set(b, a)).KeyId);
        Assert.Equal("b", Found(TestKeys.Set(a, b), keyId: "b").KeyId);
        Assert.Contains("no key 'c'", Problem(TestKeys.Set(a, b), keyId: "c"), StringComparison.Ordinal);
    }

    public static TheoryData<string, JsonNode?, string> Unfit => new()
    {
        { "use", "sig", "'use'" },
        { "key_ops", new JsonArray("verify", "unwrapKey"), "'key_ops'" },
        { "alg", "RS256", "'alg'" },
        { "nbf", 2_000_000_001, "not valid yet" },
        { "exp", 2_000_000_000, "expired" },
        { "revoked", new JsonObject { ["revoked_at"] = 1 }, "revoked" },
        { "kty", "EC", "not an RSA key" },
        { "kid", "", "no usable 'kid'" },
        { "kid", "a\nb", "no usable 'kid'" },
        { "kid", new string('k', 257), "no usable 'kid'" },
        { "n", "AQAB", "cannot be used" },
        { "n", 1, "not a JSON Web Key" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_key_that_is_not_for_sealing_is_passed_over(string member, JsonNode? value, string reason)
    {
        var (unfit, fit) = (TestKeys.Jwk(_rsa, "unfit", ("iat", 5), (member, value)), TestKeys.Jwk(_other, "fit"));
        Assert.Equal("fit", Found(TestKeys.Set(unfit, fit)).KeyId);
        Assert.Contains(reason, Problem(TestKeys.Set(unfit)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_key_is_passed_over()
    {
        using var small = RSA.Create(1024);
        Assert.Contains("1024 bits", Problem(TestKeys.Set(TestKeys.Jwk(small, "small"))), StringComparison.Ordinal);
        Assert.Contains("1024 bits", Problem(TestKeys.Jwk(small, "small").ToJsonString()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_with_a_private_key_is_refused_as_a_whole_and_not_quoted()
    {
        var leaked = JsonNode.Parse(CcDemo.Attestation.Jwk.FromRsa(_rsa, includePrivate: true).ToJson())!.AsObject();
        leaked["kid"] = "leaked";
        foreach (var problem in new[] { Problem(TestKeys.Set(TestKeys.Jwk(_other, "fit"), leaked)), Problem(leaked.ToJsonString()) })
        {
            Assert.Contains("private key", problem, StringComparison.Ordinal);
            Assert.DoesNotContain((string)leaked["d"]!, problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"keys":1}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[1,null,{}]}""")]
    [InlineData("<html>")]
    public void What_is_no_key_is_a_sentence(string text) => Assert.Contains("cannot be used", Problem(text, keyId: "k/1"), StringComparison.Ordinal);

    private static MessagePublicKey Found(string text, string keyId = "", bool needsKeyId = true)
        => Assert.IsType<KeyReading.Found>(KeyDocument.Read(text, new WantedKey(keyId, needsKeyId), _now)).Key;

    private static string Problem(string text, string keyId = "")
        => Assert.IsType<KeyReading.Failed>(KeyDocument.Read(text, new WantedKey(keyId, NeedsKeyId: true), _now)).Problem;
}
