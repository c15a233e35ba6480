using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Release;

namespace CcDemo.Skr.Tests.Release;

public sealed class ReleasedKeyTests : IDisposable
{
    private readonly TestVault _vault = new();

    public void Dispose() => _vault.Dispose();

    [Theory]
    [InlineData("demo")]
    [InlineData("demo/1")]
    [InlineData("Demo/")]
    public void An_answer_of_the_vault_that_was_asked_is_accepted(string kid)
    {
        var released = ReleasedKey.Verify(_vault.Sign(TestVault.Payload()), Request(kid), "n1", _vault.Roots);

        Assert.Equal(("RSA-HSM", KeyWrapAlgorithm.RsaAesKeyWrap256), (released.KeyType, released.Algorithm));
        Assert.Equal(["decrypt"], released.KeyOperations);
    }

    [Fact]
    public void A_changed_answer_is_refused()
    {
        var parts = _vault.Sign(TestVault.Payload()).Split('.');
        parts[1] = Base64UrlText.Encode(Encoding.UTF8.GetBytes(TestVault.Payload(ciphertext: "BBBB")));

        Assert.Contains("signature", Refusal(string.Join('.', parts)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signer_that_goes_back_to_no_trusted_root_is_refused()
    {
        using var stranger = new TestVault();

        Assert.Contains("no trusted root", Refusal(stranger.Sign(TestVault.Payload())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signer_with_another_name_is_refused()
    {
        using var other = new TestVault("other.test");

        Assert.Contains("vault.test", Assert.Throws<RefusalException>(() => ReleasedKey.Verify(other.Sign(TestVault.Payload()), Request("demo"), "n1", other.Roots)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://vault.test/keys/other/1")]
    [InlineData("https://vault.test/keys/demo/2")]
    [InlineData("https://other.test/keys/demo/1")]
    [InlineData("https://vault.test/secrets/demo/1")]
    [InlineData("demo/1")]
    public void Another_key_than_the_one_asked_for_is_refused(string kid)
        => Assert.Contains("demo/1", Refusal(_vault.Sign(TestVault.Payload(kid)), "demo/1"), StringComparison.Ordinal);

    [Fact]
    public void An_answer_to_another_request_is_refused()
        => Assert.Contains("another nonce", Refusal(_vault.Sign(TestVault.Payload(nonce: "n2"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS384")]
    public void Another_algorithm_is_refused(string algorithm)
        => Assert.Contains("signature", Refusal(_vault.Sign(TestVault.Payload(), algorithm)), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_released_key_is_refused()
    {
        Assert.NotEmpty(Refusal(""));
        Assert.NotEmpty(Refusal("a.b.c"));
        Assert.NotEmpty(Refusal("e30.e30."));
        Assert.NotEmpty(Refusal("eyJ4NWMiOltdfQ.e30."));
        Assert.NotEmpty(Refusal(_vault.Sign("{}")));
        Assert.NotEmpty(Refusal(_vault.Sign("[]")));
        Assert.NotEmpty(Refusal(_vault.Sign(TestVault.Payload(enc: "RSA_OAEP"))));
    }

    private string Refusal(string jws, string kid = "demo")
        => Assert.Throws<RefusalException>(() => ReleasedKey.Verify(jws, Request(kid), "n1", _vault.Roots)).Message;

    private static ReleaseRequest Request(string kid)
        => new(ServiceEndpoint.Parse("maa.test", "attestation"), ServiceEndpoint.Parse("vault.test", "vault"), KeyReference.Parse(kid), null);
}
