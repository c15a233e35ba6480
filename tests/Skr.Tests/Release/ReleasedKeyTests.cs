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
        var released = ReleasedKey.Verify(_vault.Sign(TestVault.Payload()), Request(kid), "n1", TestVault.WrappingKeyId, _vault.Roots);

        Assert.Equal(("RSA-HSM", KeyWrapAlgorithm.RsaAesKeyWrap256), (released.KeyType, released.Algorithm));
        Assert.Equal(["decrypt"], released.KeyOperations);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    public void Every_algorithm_of_the_original_is_accepted(string algorithm)
        => Assert.Equal("RSA-HSM", Verify(_vault.Sign(TestVault.Payload(), algorithm)).KeyType);

    [Theory]
    [InlineData("*.vault.azure.net", "demo.vault.azure.net")]
    [InlineData("*.managedhsm.azure.net", "demo.managedhsm.azure.net")]
    [InlineData("*.vault.azure.cn", "demo.vault.azure.cn")]
    [InlineData("*.managedhsm.usgovcloudapi.net", "demo.managedhsm.usgovcloudapi.net")]
    public void The_name_of_all_vaults_of_a_cloud_is_that_of_one_of_them(string dnsName, string host)
    {
        using var vault = new TestVault(dnsName);

        Assert.Equal("RSA-HSM", ReleasedKey.Verify(vault.Sign(TestVault.Payload(host)), Request("demo", host), "n1", TestVault.WrappingKeyId, vault.Roots).KeyType);
    }

    [Fact]
    public void An_answer_of_a_managed_HSM_is_accepted()
        => Assert.Equal(("RSA", KeyWrapAlgorithm.RsaAesKeyWrap256), (Verify(_vault.SignAsManagedHsm(TestVault.Payload(keyType: "RSA"))).KeyType, ReleasedKey.Wrapping));

    [Fact]
    public void A_signing_certificate_that_names_no_use_is_accepted()
    {
        using var vault = new TestVault(usage: null);

        Assert.Equal("RSA-HSM", ReleasedKey.Verify(vault.Sign(TestVault.Payload()), Request("demo"), "n1", TestVault.WrappingKeyId, vault.Roots).KeyType);
    }

    [Fact]
    public void A_signing_certificate_for_another_use_is_refused()
    {
        using var vault = new TestVault(usage: "1.3.6.1.5.5.7.3.2"); // client authentication

        Assert.Contains("NotValidForUsage", RefusalOf(vault), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_signing_certificate_out_of_its_time_is_refused(int hoursAgo)
    {
        using var vault = new TestVault(age: TimeSpan.FromHours(hoursAgo));

        Assert.Contains("NotTimeValid", RefusalOf(vault), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_between_that_may_not_issue_others_is_refused()
    {
        using var vault = new TestVault(intermediateIsAuthority: false);

        Assert.Contains("InvalidBasicConstraints", RefusalOf(vault), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_without_the_certificate_between_is_refused()
        => Assert.Contains("PartialChain", Refusal(_vault.SignWithoutChain(TestVault.Payload())), StringComparison.Ordinal);

    [Fact]
    public void A_signing_key_that_is_too_small_is_refused()
    {
        using var vault = new TestVault(bits: 1024);

        Assert.Contains("signature", RefusalOf(vault), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_names_another_certificate_is_refused()
        => Assert.Contains("x5t#S256", Refusal(_vault.SignNamingAnotherCertificate(TestVault.Payload())), StringComparison.Ordinal);

    [Fact]
    public void A_header_that_demands_unknown_extensions_is_refused()
        => Assert.Contains("crit", Refusal(_vault.Sign(TestVault.Payload(), more: ",\"crit\":[\"b64\"],\"b64\":false")), StringComparison.Ordinal);

    [Theory]
    [InlineData("CKM_RSA_AES_KEY_WRAP")]
    [InlineData("RSA_AES_KEY_WRAP_384")]
    public void Another_wrapping_than_the_one_asked_for_is_refused(string algorithm)
    {
        Assert.Contains(algorithm, Refusal(_vault.Sign(TestVault.Payload(enc: algorithm))), StringComparison.Ordinal);
        Assert.Contains(algorithm, Refusal(_vault.Sign(TestVault.Payload(wrappedBy: algorithm))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_was_wrapped_to_another_key_is_refused()
        => Assert.Contains("another key than the one that was attested", Refusal(_vault.Sign(TestVault.Payload(wrappingKeyId: "other"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://vault.test/keys/other")]
    [InlineData("https://other.test/keys/demo")]
    public void An_answer_to_a_request_for_another_key_is_refused(string askedKid)
        => Assert.Contains(askedKid, Refusal(_vault.Sign(TestVault.Payload(askedKid: askedKid))), StringComparison.Ordinal);

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

        Assert.Contains("vault.test", Assert.Throws<RefusalException>(() => ReleasedKey.Verify(other.Sign(TestVault.Payload()), Request("demo"), "n1", TestVault.WrappingKeyId, other.Roots)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://vault.test/keys/other/1")]
    [InlineData("https://vault.test/keys/demo/2")]
    [InlineData("https://other.test/keys/demo/1")]
    [InlineData("https://vault.test/secrets/demo/1")]
    [InlineData("demo/1")]
    public void Another_key_than_the_one_asked_for_is_refused(string kid)
        => Assert.Contains("demo/1", Refusal(_vault.Sign(TestVault.Payload(kid: kid)), "demo/1"), StringComparison.Ordinal);

    [Fact]
    public void An_answer_to_another_request_is_refused()
        => Assert.Contains("another nonce", Refusal(_vault.Sign(TestVault.Payload(nonce: "n2"))), StringComparison.Ordinal);

    [Fact]
    public void An_answer_without_the_nonce_is_refused()
        => Assert.Contains("lacks the nonce", Refusal(_vault.Sign(TestVault.Payload(nonce: null))), StringComparison.Ordinal);

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES256")]
    [InlineData("rs256")]
    [InlineData("")]
    public void Another_algorithm_is_refused(string algorithm)
        => Assert.Contains("signature", Refusal(_vault.Sign(TestVault.Payload(), algorithm)), StringComparison.Ordinal);

    [Fact]
    public void A_signature_by_another_algorithm_than_the_header_names_is_refused()
    {
        var (byOne, byAnother) = (_vault.Sign(TestVault.Payload(), "RS256").Split('.'), _vault.Sign(TestVault.Payload(), "RS512").Split('.'));

        Assert.Contains("signature", Refusal($"{byAnother[0]}.{byAnother[1]}.{byOne[2]}"), StringComparison.Ordinal);
    }

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

    private ReleasedKey Verify(string jws) => ReleasedKey.Verify(jws, Request("demo"), "n1", TestVault.WrappingKeyId, _vault.Roots);

    private string Refusal(string jws, string kid = "demo")
        => Assert.Throws<RefusalException>(() => ReleasedKey.Verify(jws, Request(kid), "n1", TestVault.WrappingKeyId, _vault.Roots)).Message;

    private static string RefusalOf(TestVault vault)
        => Assert.Throws<RefusalException>(() => ReleasedKey.Verify(vault.Sign(TestVault.Payload()), Request("demo"), "n1", TestVault.WrappingKeyId, vault.Roots)).Message;

    private static ReleaseRequest Request(string kid, string vault = TestVault.Name)
        => new(ServiceEndpoint.Parse("maa.test", "attestation"), ServiceEndpoint.Parse(vault, "vault"), KeyReference.Parse(kid), null);
}
