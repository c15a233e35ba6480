using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CcDemo.Attestation;

namespace CcDemo.AppHost.Tests;

public sealed class PolicyCheckTests : IDisposable
{
    private const string Authority = "https://name.weu.attest.azure.net";
    private static readonly DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string _measurement = new('a', 64);
    private static readonly string _policy = ReleasePolicyDocument.Create(Authority, _measurement);
    private readonly RSA _signer = RSA.Create(2048);
    private readonly RSA _stranger = RSA.Create(2048);

    public void Dispose()
    {
        _signer.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void The_measured_pod_would_get_the_key()
    {
        var check = PolicyCheck.Run(Token(_signer) + "\n", _policy, Jwks(_signer), _now);

        Assert.True(check.WouldRelease);
        Assert.Empty(check.Reasons);
        Assert.Contains(check.Findings, finding => finding.Contains(_measurement, StringComparison.Ordinal));
        Assert.Contains(check.Findings, finding => finding.Contains("signature verifies", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_keys_it_is_said_that_the_signature_was_not_checked()
    {
        var check = PolicyCheck.Run(Token(_stranger), _policy, jwks: null, _now);

        Assert.True(check.WouldRelease);
        Assert.Contains(check.Findings, finding => finding.Contains("not checked", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_that_another_key_signed_is_refused()
    {
        var check = PolicyCheck.Run(Token(_stranger), _policy, Jwks(_signer), _now);

        Assert.False(check.WouldRelease);
        Assert.Contains("signature", Assert.Single(check.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-ms-sevsnpvm-hostdata", "\"bb\"")]
    [InlineData("x-ms-sevsnpvm-is-debuggable", "true")]
    [InlineData("x-ms-sevsnpvm-vmpl", "1")]
    [InlineData("x-ms-compliance-status", "\"azure-compliant-cvm\"")]
    [InlineData("iss", "\"https://another.attest.example\"")]
    public void A_token_that_the_policy_does_not_mean_is_refused_with_the_cause(string claim, string value)
    {
        var check = PolicyCheck.Run(Token(_signer, claim, value), _policy, jwks: null, _now);

        Assert.False(check.WouldRelease);
        Assert.Contains(JsonNode.Parse(value)!.ToString(), Assert.Single(check.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_expired_token_is_judged_and_said_to_have_expired(bool withKeys)
    {
        var check = PolicyCheck.Run(Token(_signer), _policy, withKeys ? Jwks(_signer) : null, _now.AddHours(9));

        Assert.True(check.WouldRelease);
        Assert.Contains(check.Findings, finding => finding.Contains("expired at 2026-06-01 20:00:00", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_read_is_named_and_not_quoted()
    {
        var token = Token(_signer);

        Assert.DoesNotContain("eyJ", Assert.Throws<FormatException>(() => PolicyCheck.Run(token.Replace('.', ' '), _policy, null, _now)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => PolicyCheck.Run(token, "{}", null, _now));
        Assert.Throws<FormatException>(() => PolicyCheck.Run(token, _policy, "{}", _now));
        Assert.Throws<FormatException>(() => PolicyCheck.Run(token, _policy, "[", _now));
    }

    private static string Token(RSA signer, string? claim = null, string? value = null)
    {
        var claims = JsonNode.Parse(SampleToken.Create(Authority, _measurement, DeploymentProfile.AksKataCc)[0].Claims.GetRawText())!.AsObject();
        claims["exp"] = _now.AddHours(8).ToUnixTimeSeconds();
        if (claim is not null)
        {
            claims[claim] = JsonNode.Parse(value!);
        }

        var signed = $"{Encode("""{"alg":"RS256","kid":"signer","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64UrlText.Encode(signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Jwks(RSA signer)
    {
        var key = Jwk.FromRsa(signer);
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = key.Kty, kid = "signer", n = key.N, e = key.E } } });
    }

    private static string Encode(string text) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(text));
}
