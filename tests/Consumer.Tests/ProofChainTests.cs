using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Consumer.Attestation;

namespace CcDemo.Consumer.Tests;

/// <summary>The chain on the page: which link is red, which are green, and what is set side by side.</summary>
public sealed class ProofChainTests
{
    private const string Measured = "d43d0145a853798e4983704da6af673a1730f781ee5014cf198db4bf848bc40d";
    private const string Trusted = "7b91ef3148199e9ceece84d80a6d7c1a1b04d282ef00b9e2c2fcb9ba1994c5a6";
    private const string Vault = "The vault vault.test refused to release the key k with status 403: ";
    private const string Maa = "The attestation provider maa.test refused with status 400: ";

    [Theory]
    [InlineData("vault.release", Vault + "Target environment attestation statement cannot be verified. The claim x-ms-sevsnpvm-hostdata is 'a'; the policy wants 'b'.", "policy")]
    [InlineData("vault.release", Vault + "Target environment attestation statement cannot be verified.", "policy")]
    [InlineData("vault.release", Vault + "The claim x-ms-sevsnpvm-is-debuggable is true; the policy wants 'false'.", "policy")]
    [InlineData("vault.release", Vault + "The token was issued by 'https://maa.test'; the policy trusts 'https://other.test'.", "policy")]
    [InlineData("vault.release", Vault + "The key has no release policy and cannot leave the vault.", "policy")]
    [InlineData("vault.release", Vault + "The identity lacks the role 'Key Vault Crypto Service Release User'.", "key")]
    [InlineData("vault.release", Vault + "The attestation token expired at 2026-01-01 00:00:00 UTC.", "token")]
    [InlineData("vault.release", Vault + "The key 'k' was not found.", "key")]
    [InlineData("vault.release", Vault + "Operation release is not allowed on a disabled key.", "key")]
    [InlineData("vault.token", "This pod's identity got no token for the vault vault.test: unknown client.", "key")]
    [InlineData("unwrap", "The released key cannot be unwrapped: it was wrapped to another key, or was changed.", "key")]
    [InlineData("token.verify", "The attestation token expired at 2026-01-01 00:00:00 UTC.", "token")]
    [InlineData("token.verify", "The signature of the attestation token does not verify under the key 'a' of 'b'.", "token")]
    [InlineData("attest", Maa + "The report's signature does not verify under the chip's certificate: the report was changed, or another chip made it.", "report")]
    [InlineData("attest", Maa + "The runtime data does not match the report.", "report")]
    [InlineData("attest", Maa + "The certificate chain ends at 'CN=ARK', whose key is none of the trusted roots (ARK-Milan).", "certificates")]
    [InlineData("attest", Maa + "it gave no reason.", "token")]
    [InlineData("certificates", "The certificate cache cannot be reached: refused.", "certificates")]
    [InlineData("report", "This is not an SEV-SNP guest: neither /dev/sev-guest nor /dev/sev exists.", "report")]
    [InlineData(null, "The attestation token expired at 2026-01-01 00:00:00 UTC.", "token")]
    [InlineData(null, "The runtime data does not match the report.", "report")]
    [InlineData(null, "something that nobody foresaw", "key")]
    public void A_refusal_breaks_the_link_that_it_is_about(string? stage, string reason, string link)
    {
        var chain = ProofChain.Of(new KeyProof(KeyState.Refused, "k", "maa.test", "vault.test", new KeyRefusal(reason, stage)));

        var broken = Assert.Single(chain, candidate => candidate.State == LinkState.Broken);
        Assert.Equal(link, broken.Name);
        Assert.EndsWith(".", broken.Finding, StringComparison.Ordinal);
        Assert.EndsWith(".", broken.Advice, StringComparison.Ordinal);
        Assert.All(chain.SkipWhile(candidate => candidate != broken).Skip(1), after => Assert.Equal((LinkState.NotReached, null), (after.State, after.Finding)));
    }

    [Fact]
    public void A_version_that_was_revoked_is_set_beside_those_that_are_held()
    {
        const string Disabled = Vault + "Operation release is not allowed on a disabled key.";
        var held = ProofChain.Of(new KeyProof(KeyState.Released, "k", Versions: [new("k"), new("k/1", Disabled), new("k/2"), new("k/3", "never heard of")]))[(int)LinkName.Key];
        Assert.Equal(
            [
                new ComparedValue("Name", "k"), new ComparedValue("Version k/1", "revoked: disabled in the vault, no longer held", "held", false),
                new ComparedValue("Version k/2", "held"), new ComparedValue("Version k/3", "refused: not held", "held", false),
            ],
            held.Values);
        Assert.Equal(LinkState.Holds, held.State);
        Assert.Contains("One version was revoked", held.Finding, StringComparison.Ordinal);

        var lost = ProofChain.Of(new KeyProof(KeyState.Refused, "k/1", Refusal: new KeyRefusal(Disabled, "vault.release")))[(int)LinkName.Key];
        Assert.Contains("revoked", lost.Finding, StringComparison.Ordinal);
        Assert.Contains("rotate-key", lost.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_vault_says_of_a_difference_is_set_side_by_side()
    {
        var reason = $"{Vault}Target environment attestation statement cannot be verified. The claim x-ms-sevsnpvm-hostdata is '{Measured}'; the policy wants '{Trusted}'. The claim x-ms-sevsnpvm-is-debuggable is true; the policy wants 'false'.";
        var policy = Refused(reason, "vault.release")[(int)LinkName.Policy];

        Assert.Equal(
            [new ComparedValue("Measured pod (host data)", Measured, Trusted, false), new ComparedValue("Debugging by the host", "true", "false", false)],
            policy.Values);
    }

    [Fact]
    public void A_refusal_by_the_vault_shows_that_everything_before_it_held()
        => Assert.Equal(
            ["holds", "holds", "holds", "broken", "not-reached"],
            Refused($"{Vault}The claim a is 'b'; the policy wants 'c'.", "vault.release").Select(link => link.State));

    [Fact]
    public void A_vault_that_asks_for_a_role_first_has_not_looked_at_the_policy()
        => Assert.Equal(
            ["holds", "holds", "holds", "not-reached", "broken"],
            Refused($"{Vault}The identity lacks the role 'Key Vault Crypto Service Release User'.", "vault.release").Select(link => link.State));

    [Fact]
    public void What_nobody_has_looked_at_is_not_green()
        => Assert.Equal(
            ["not-reached", "broken", "not-reached", "not-reached", "not-reached"],
            Refused($"{Maa}whose key is none of the trusted roots", "attest").Select(link => link.State));

    [Fact]
    public void A_released_key_has_every_link_green_and_each_claim_beside_what_the_policy_wants()
    {
        var policy = ReleasePolicy.Parse($$"""
            {"version":"1.0.0","anyOf":[{"authority":"https://maa.test","allOf":[
              {"claim":"x-ms-attestation-type","equals":"sevsnpvm"},{"claim":"x-ms-sevsnpvm-hostdata","equals":"{{Measured}}"},
              {"claim":"x-ms-compliance-status","equals":"azure-signed-katacc-uvm"},{"claim":"x-ms-sevsnpvm-is-debuggable","equals":"false"}]}]}
            """);
        var chain = ProofChain.Of(new KeyProof(KeyState.Released, "k/1", "maa.test", "vault.test", Token: Token(), Policy: policy));

        Assert.All(chain, link => Assert.Equal(LinkState.Holds, link.State));
        Assert.All(chain, link => Assert.NotNull(link.Finding));
        Assert.Contains(new ComparedValue("Measured pod (host data)", Measured, Measured, true), chain[(int)LinkName.Policy].Values);
        Assert.Contains(new ComparedValue("Debugging by the host", "false", "false", true), chain[(int)LinkName.Policy].Values);
        Assert.Contains(new ComparedValue("Issuer", "https://maa.test", "https://maa.test", true), chain[(int)LinkName.Token].Values);
        Assert.Contains(chain[(int)LinkName.Token].Values, value => value is { Label: "Valid until", Actual: "2030-03-17 17:46:40 UTC" });
    }

    [Fact]
    public void Without_attestation_the_chain_breaks_at_its_beginning_and_that_is_the_point()
    {
        var chain = ProofChain.Of(new KeyProof(KeyState.None));

        Assert.Equal(["broken", "not-reached", "not-reached", "not-reached", "not-reached"], chain.Select(link => link.State));
        Assert.Contains("that is the point", chain[0].Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyState.Attesting)]
    [InlineData(KeyState.Unavailable)]
    public void While_nobody_has_decided_no_link_is_green_or_red(string state)
        => Assert.DoesNotContain(
            ProofChain.Of(new KeyProof(state, "k", "maa.test", "vault.test", state == KeyState.Unavailable ? new KeyRefusal("The sidecar cannot be reached.", null) : null)),
            link => link.State is LinkState.Holds or LinkState.Broken);

    private static IReadOnlyList<ProofLink> Refused(string reason, string stage)
        => ProofChain.Of(new KeyProof(KeyState.Refused, "k", "maa.test", "vault.test", new KeyRefusal(reason, stage)));

    private static MaaToken Token()
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "https://maa.test",
            ["exp"] = 1900000000,
            ["x-ms-attestation-type"] = "sevsnpvm",
            ["x-ms-sevsnpvm-hostdata"] = Measured,
            ["x-ms-compliance-status"] = "azure-signed-katacc-uvm",
            ["x-ms-sevsnpvm-is-debuggable"] = false,
        };
        return MaaToken.Parse(string.Join('.', new[] { """{"alg":"RS256"}""", JsonSerializer.Serialize(claims) }.Select(part => Base64UrlText.Encode(Encoding.UTF8.GetBytes(part))).Append("AAAA")));
    }
}
