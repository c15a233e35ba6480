using System.Text;
using Jose;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>Another implementation of RFC 7516 reads ours, and ours reads what it writes.</summary>
public sealed class JoseJwtTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Msg 1: Azure Confidential Computing")]
    [InlineData("zażółć 🔐")]
    public void Jose_jwt_opens_ours(string text)
    {
        using var sealer = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic);
        using var key = TestKeys.Private();
        var token = sealer.Seal(text).ToString();
        Assert.Equal(text, JWT.Decode(token, key, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM));
        var headers = JWT.Headers(token);
        Assert.Equal(TestKeys.KeyId, headers["kid"]);
        Assert.Equal(TestKeys.Topic, headers["topic"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Msg 1: Azure Confidential Computing")]
    [InlineData("zażółć 🔐")]
    public void We_open_what_jose_jwt_seals(string text)
    {
        using var ring = TestKeys.Ring();
        using var opener = new MessageOpener(ring, TestKeys.Topic);
        using var key = TestKeys.Public();
        var token = JWT.Encode(text, key, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM,
            extraHeaders: new Dictionary<string, object> { ["kid"] = TestKeys.KeyId, ["topic"] = TestKeys.Topic, ["typ"] = "x" });
        Assert.Equal(text, opener.Open(Encoding.ASCII.GetBytes(token)).Text);
    }
}
