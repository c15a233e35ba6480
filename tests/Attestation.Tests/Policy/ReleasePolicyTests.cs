using System.Text.Json;

namespace CcDemo.Attestation.Tests;

public sealed class ReleasePolicyTests
{
    private const string Issuer = "https://maa.example";

    private const string Claims = """
        {
          "x-ms-attestation-type": "sevsnpvm",
          "x-ms-sevsnpvm-hostdata": "aa11",
          "x-ms-sevsnpvm-is-debuggable": false,
          "x-ms-sevsnpvm-vmpl": 0,
          "x-ms-isolation-tee": { "x-ms-compliance-status": "azure-compliant-cvm" },
          "dotted.name": { "inner": "found" },
          "list": [ "a" ]
        }
        """;

    [Theory]
    [InlineData("""{"version":"1.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":2}]}]}""")]
    [InlineData("""{ "anyOf": [ { "allOf": [ { "equals": 2.0, "claim": "b" }, { "equals": "1", "claim": "a" } ], "authority": "https://MAA.example/" } ], "version": "1.0.0" }""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"anyOf":[{"claim":"b","equals":2}]},{"claim":"a","equals":"1"}]}]}""")]
    public void Form_and_order_do_not_make_another_policy(string json)
    {
        var policy = ReleasePolicy.Parse("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":2}]}]}""");

        Assert.True(policy.IsEquivalentTo(ReleasePolicy.Parse(json)));
        Assert.True(ReleasePolicy.Parse(json).IsEquivalentTo(policy));
    }

    [Theory]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":3}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":1},{"claim":"b","equals":2}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"claim":"B","equals":2}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","anyOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":2}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://other.example","allOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":2}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":2}]},{"authority":"https://other.example","allOf":[{"claim":"a","equals":"1"}]}]}""")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a\"=\"1\",\"b","equals":2}]}]}""")]
    public void What_lets_other_tokens_through_is_another_policy(string json)
    {
        var policy = ReleasePolicy.Parse("""{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"a","equals":"1"},{"claim":"b","equals":2}]}]}""");

        Assert.False(policy.IsEquivalentTo(ReleasePolicy.Parse(json)));
        Assert.False(ReleasePolicy.Parse(json).IsEquivalentTo(policy));
    }

    [Theory]
    [InlineData("0.2")]
    [InlineData("1.0")]
    [InlineData("1.0.0")]
    public void Each_version_of_the_grammar_is_read(string version)
        => Assert.True(Evaluate(Policy("""{"claim":"x-ms-attestation-type","equals":"sevsnpvm"}""", version)).Allowed);

    [Theory]
    [InlineData("""{"claim":"x-ms-sevsnpvm-hostdata","equals":"aa11"}""")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-is-debuggable","equals":false}""")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-is-debuggable","equals":"false"}""")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-vmpl","equals":0}""")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-vmpl","equals":"0"}""")]
    [InlineData("""{"claim":"x-ms-isolation-tee.x-ms-compliance-status","equals":"azure-compliant-cvm"}""")]
    [InlineData("""{"claim":"dotted.name.inner","equals":"found"}""")]
    [InlineData("""{"anyOf":[{"claim":"nothing","equals":1},{"allOf":[{"claim":"x-ms-sevsnpvm-vmpl","equals":0.0}]}]}""")]
    public void A_claim_that_fits_is_enough(string condition) => Assert.True(Evaluate(Policy(condition)).Allowed);

    [Theory]
    [InlineData("""{"claim":"x-ms-sevsnpvm-hostdata","equals":"bb22"}""", "The claim x-ms-sevsnpvm-hostdata is 'aa11'; the policy wants 'bb22'.")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-hostdata","equals":"AA11"}""", "The claim x-ms-sevsnpvm-hostdata is 'aa11'; the policy wants 'AA11'.")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-is-debuggable","equals":true}""", "The claim x-ms-sevsnpvm-is-debuggable is false; the policy wants true.")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-is-debuggable","equals":"False"}""", "The claim x-ms-sevsnpvm-is-debuggable is false; the policy wants 'False'.")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-vmpl","equals":"1"}""", "The claim x-ms-sevsnpvm-vmpl is 0; the policy wants '1'.")]
    [InlineData("""{"claim":"x-ms-sevsnpvm-vmpl","equals":"00"}""", "The claim x-ms-sevsnpvm-vmpl is 0; the policy wants '00'.")]
    [InlineData("""{"claim":"absent","equals":"x"}""", "The token has no claim absent; the policy wants 'x'.")]
    [InlineData("""{"claim":"list","equals":"a"}""", "The claim list is an array; the policy wants 'a'.")]
    public void A_claim_that_does_not_fit_is_named(string condition, string reason)
    {
        var decision = Evaluate(Policy(condition));

        Assert.False(decision.Allowed);
        Assert.Equal([reason], decision.Reasons);
    }

    [Fact]
    public void Every_failing_claim_is_named_but_of_alternatives_only_the_nearest()
    {
        var decision = Evaluate(Policy("""
            {"claim":"one","equals":"1"},
            {"anyOf":[
              {"allOf":[{"claim":"two","equals":"2"},{"claim":"three","equals":"3"}]},
              {"allOf":[{"claim":"four","equals":"4"},{"claim":"x-ms-sevsnpvm-vmpl","equals":0}]}]}
            """));

        Assert.Equal(
            ["The token has no claim one; the policy wants '1'.", "The token has no claim four; the policy wants '4'."],
            decision.Reasons);
    }

    [Theory]
    [InlineData("https://maa.example", "https://maa.example/")]
    [InlineData("https://maa.example/", "https://maa.example")]
    [InlineData("https://MAA.example", "https://maa.example")]
    public void A_trailing_slash_and_letter_case_of_the_authority_make_no_difference(string authority, string issuer)
    {
        var policy = Policy("""{"claim":"x-ms-sevsnpvm-vmpl","equals":0}""").Replace(Issuer, authority, StringComparison.Ordinal);

        Assert.True(ReleasePolicy.Parse(policy).Evaluate(issuer, Json(Claims)).Allowed);
    }

    [Theory]
    [InlineData("https://other.example")]
    [InlineData("https://maa.example.evil")]
    [InlineData("http://maa.example")]
    [InlineData("")]
    public void A_token_of_another_issuer_is_refused(string issuer)
    {
        var decision = ReleasePolicy.Parse(Policy("""{"claim":"x-ms-sevsnpvm-vmpl","equals":0}""")).Evaluate(issuer, Json(Claims));

        Assert.False(decision.Allowed);
        Assert.Equal([$"The token was issued by '{issuer}'; the policy trusts '{Issuer}'."], decision.Reasons);
    }

    [Fact]
    public void One_of_several_authorities_is_enough()
    {
        var policy = ReleasePolicy.Parse("""
            {"version":"1.0.0","anyOf":[
              {"authority":"https://other.example","allOf":[{"claim":"x-ms-sevsnpvm-vmpl","equals":0}]},
              {"authority":"https://maa.example","allOf":[{"claim":"absent","equals":1},{"claim":"absent2","equals":1}]},
              {"authority":"https://maa.example","anyOf":[{"claim":"absent","equals":1},{"claim":"x-ms-sevsnpvm-vmpl","equals":0}]}]}
            """);

        Assert.True(policy.Evaluate(Issuer, Json(Claims)).Allowed);
        Assert.False(policy.Evaluate("https://third.example", Json(Claims)).Allowed);
    }

    [Theory]
    [InlineData("oops", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"anyOf":[]}""", "version")]
    [InlineData("""{"version":"2.0","anyOf":[]}""", "2.0")]
    [InlineData("""{"version":"1.0.0"}""", "anyOf")]
    [InlineData("""{"version":"1.0.0","anyOf":[]}""", "at least one")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"allOf":[]}]}""", "authority")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://a"}]}""", "allOf")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[]}]}""", "at least one")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[{"claim":"c"}]}]}""", "equals")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[{"claim":"c","equals":["x"]}]}]}""", "equals")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[{"claim":"c","notEquals":"x"}]}]}""", "notEquals")]
    [InlineData("""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[{"claim":"c","equals":"x","equals":"y"}]}]}""", "twice")]
    [InlineData("""{"version":"1.0.0","allOf":[]}""", "allOf")]
    public void What_is_no_policy_is_a_format_error(string json, string cause)
        => Assert.Contains(cause, Assert.Throws<FormatException>(() => ReleasePolicy.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_comparison_can_be_shown()
    {
        var policy = ReleasePolicy.Parse("""
            {"version":"1.0.0","anyOf":[{"authority":"https://maa.example/","allOf":[
              {"claim":"x-ms-sevsnpvm-hostdata","equals":"bb22"},{"claim":"x-ms-sevsnpvm-is-debuggable","equals":"false"},{"claim":"none","equals":1},
              {"anyOf":[{"claim":"list","equals":"a"},{"claim":"x-ms-sevsnpvm-vmpl","equals":"0"}]}]}]}
            """);
        using var claims = JsonDocument.Parse(Claims);

        Assert.Equal(
            [
                new ComparedClaim("x-ms-sevsnpvm-hostdata", "aa11", "bb22", false),
                new ComparedClaim("x-ms-sevsnpvm-is-debuggable", "false", "false", true),
                new ComparedClaim("none", null, "1", false),
                new ComparedClaim("x-ms-sevsnpvm-vmpl", "0", "0", true),
            ],
            policy.Compare(Issuer, claims.RootElement));
        Assert.Empty(policy.Compare("https://other.example", claims.RootElement));
    }

    [Fact]
    public void A_policy_keeps_its_text()
    {
        var policy = ReleasePolicy.Parse(Policy("""{"claim":"c","equals":true}"""));

        Assert.Equal(Policy("""{"claim":"c","equals":true}"""), policy.ToJson());
        Assert.Equal([Issuer], policy.Authorities);
    }

    private static string Policy(string conditions, string version = "1.0.0")
        => $$"""{"version":"{{version}}","anyOf":[{"authority":"{{Issuer}}","allOf":[{{conditions}}]}]}""";

    private static PolicyDecision Evaluate(string policy) => ReleasePolicy.Parse(policy).Evaluate(Issuer, Json(Claims));

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
