using System.Text;
using System.Text.Json;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>Python's JOSE library reads ours, and ours reads what it writes.</summary>
public sealed class JwcryptoTests
{
    private const string Open = """
        import json, sys
        from jwcrypto import jwe, jwk
        given = json.load(sys.stdin)
        token = jwe.JWE()
        token.deserialize(given["token"], jwk.JWK.from_pem(given["key"].encode()))
        json.dump({"text": token.payload.decode(), "header": json.loads(token.objects["protected"])}, sys.stdout)
        """;

    private const string Seal = """
        import json, sys
        from jwcrypto import jwe, jwk
        given = json.load(sys.stdin)
        token = jwe.JWE(given["text"].encode(), json.dumps(given["header"]))
        token.add_recipient(jwk.JWK.from_pem(given["key"].encode()))
        json.dump({"token": token.serialize(compact=True)}, sys.stdout)
        """;

    [JwcryptoTheory]
    [InlineData("Msg 1: Azure Confidential Computing")]
    [InlineData("zażółć 🔐")]
    public void Jwcrypto_opens_ours(string text)
    {
        using var sealer = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic);
        using var key = TestKeys.Private();
        var opened = Run(Open, new { token = sealer.Seal(text).ToString(), key = key.ExportPkcs8PrivateKeyPem() });
        Assert.Equal(text, opened.GetProperty("text").GetString());
        Assert.Equal(TestKeys.Topic, opened.GetProperty("header").GetProperty("topic").GetString());
    }

    [JwcryptoTheory]
    [InlineData("order-17", "cqkOo9qLXdAb3i8nMU4C4hf5NRgupXOn_5tfUGDvmWs")]
    [InlineData(null, "")]
    public void Jwcrypto_opens_a_message_that_is_bound_to_its_key(string? messageKey, string line)
    {
        using var sealer = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic, new JweSealerOptions { BindMessageKeys = true });
        using var key = TestKeys.Private();
        var value = sealer.Seal("hello", messageKey is null ? null : Encoding.UTF8.GetBytes(messageKey)).ToString();
        Assert.Equal($"{line}\nhello", Run(Open, new { token = value, key = key.ExportPkcs8PrivateKeyPem() }).GetProperty("text").GetString());
    }

    [JwcryptoTheory]
    [InlineData("Msg 1: Azure Confidential Computing")]
    [InlineData("zażółć 🔐")]
    public void We_open_what_jwcrypto_seals(string text)
    {
        using var ring = TestKeys.Ring();
        using var opener = new MessageOpener(ring, TestKeys.Topic);
        using var key = TestKeys.Public();
        var header = new { alg = "RSA-OAEP-256", enc = "A256GCM", kid = TestKeys.KeyId, topic = TestKeys.Topic };
        var token = Run(Seal, new { text, header, key = key.ExportSubjectPublicKeyInfoPem() }).GetProperty("token").GetString()!;
        Assert.Equal(text, opener.Open(Encoding.ASCII.GetBytes(token)).Text);
    }

    private static JsonElement Run(string script, object given)
        => JsonSerializer.Deserialize<JsonElement>(ExternalProgram.TryRun(JwcryptoTheoryAttribute.Python!, ["-c", script], JsonSerializer.Serialize(given)) ?? "null");
}
