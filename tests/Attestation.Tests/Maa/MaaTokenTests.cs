using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CcDemo.Attestation.Tests;

public sealed class MaaTokenTests : IDisposable
{
    private const string Issuer = "https://maa.example";
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RSA _rsa = RSA.Create(2048);

    public void Dispose() => _rsa.Dispose();

    [Fact]
    public void A_token_of_the_provider_that_was_asked_is_accepted()
    {
        Assert.Equal(Verdict.Accept, Verify(Token()));
        Assert.Equal(Verdict.Accept, MaaToken.Parse(Token()).Verify(Keys, Issuer + "/", _now));
    }

    [Fact]
    public void The_claims_are_read()
    {
        var token = MaaToken.Parse(Token());

        Assert.Equal("key-1", token.KeyId);
        Assert.Equal(Issuer, token.Issuer);
        Assert.Equal(Issuer + "/certs", token.JwksUri);
        Assert.Equal(_now.AddHours(8), token.ExpiresAt);
        Assert.Equal("sevsnpvm", token.AttestationType);
        Assert.Equal("azure-signed-katacc-uvm", token.ComplianceStatus);
        Assert.Equal("aa11", token.HostData);
        Assert.Equal("bb22", token.ReportData);
        Assert.Equal("cc33", token.LaunchMeasurement);
        Assert.False(token.IsDebuggable);
        Assert.Equal(0, token.Vmpl);
        Assert.Equal("18446744073709551615", token.Nonce);
        Assert.Equal("runtime-key", Assert.Single(token.RuntimeKeys).Kid);
    }

    [Fact]
    public void A_token_of_another_issuer_is_refused()
    {
        var verdict = MaaToken.Parse(Token()).Verify(Keys, "https://other.example", _now);

        Assert.Equal("TokenIssuer", verdict.Code);
        Assert.Contains("https://other.example", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "TokenExpired")]
    [InlineData(9, "TokenExpired")]
    [InlineData(-1, "TokenNotYetValid")]
    public void A_token_out_of_its_time_is_refused(int hours, string code)
        => Assert.Equal(code, MaaToken.Parse(Token()).Verify(Keys, Issuer, _now.AddHours(hours)).Code);

    [Fact]
    public void A_key_that_the_provider_does_not_publish_is_refused()
        => Assert.Equal("TokenKey", MaaToken.Parse(Token()).Verify([Keys[0] with { Kid = "other" }], Issuer, _now).Code);

    [Fact]
    public void A_forged_signature_is_refused()
    {
        using var forger = RSA.Create(2048);

        Assert.Equal("TokenSignature", MaaToken.Parse(Token()).Verify([Jwk.FromRsa(forger) with { Kid = "key-1" }], Issuer, _now).Code);
    }

    [Fact]
    public void A_changed_claim_is_refused()
    {
        var parts = Token().Split('.');
        parts[1] = Base64UrlText.Encode(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64UrlText.Decode(parts[1])).Replace("aa11", "bb11", StringComparison.Ordinal)));

        Assert.Equal("TokenSignature", Verify(string.Join('.', parts)).Code);
    }

    [Fact]
    public void An_unsigned_token_is_refused()
    {
        var header = Base64UrlText.Encode("""{"alg":"none","kid":"key-1"}"""u8);

        Assert.Equal("TokenAlgorithm", Verify($"{header}.{Token().Split('.')[1]}.").Code);
    }

    [Fact]
    public void A_token_authenticated_with_the_public_key_as_a_secret_is_refused()
    {
        var body = $"{Base64UrlText.Encode("""{"alg":"HS256","kid":"key-1"}"""u8)}.{Token().Split('.')[1]}";
        var mac = HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(body));

        Assert.Equal("TokenAlgorithm", Verify($"{body}.{Base64UrlText.Encode(mac)}").Code);
    }

    [Fact]
    public void A_token_that_demands_unknown_extensions_is_refused()
    {
        var signed = $"{Base64UrlText.Encode("""{"alg":"RS256","kid":"key-1","crit":["exp2"],"exp2":1}"""u8)}.{Token().Split('.')[1]}";
        var signature = _rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal("TokenCritical", Verify($"{signed}.{Base64UrlText.Encode(signature)}").Code);
    }

    [Fact]
    public void A_token_that_does_not_say_from_when_on_it_holds_is_accepted()
        => Assert.Equal(Verdict.Accept, Verify(Sign($$"""{"iss":"{{Issuer}}","exp":{{_now.AddHours(8).ToUnixTimeSeconds()}}}""")));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("!!.!!.!!")]
    [InlineData("e30.e30.")]
    [InlineData("e30.W10.")]
    public void What_is_no_token_is_a_format_error(string jwt) => Assert.Throws<FormatException>(() => MaaToken.Parse(jwt));

    private Jwk[] Keys => [Jwk.FromRsa(_rsa) with { Kid = "key-1" }];

    private Verdict Verify(string jwt) => MaaToken.Parse(jwt).Verify(Keys, Issuer, _now);

    private string Token() => Sign(
        $$"""
        {"iss":"{{Issuer}}","exp":{{_now.AddHours(8).ToUnixTimeSeconds()}},"nbf":{{_now.ToUnixTimeSeconds()}},"nonce":18446744073709551615,
         "x-ms-attestation-type":"sevsnpvm","x-ms-compliance-status":"azure-signed-katacc-uvm","x-ms-sevsnpvm-hostdata":"aa11",
         "x-ms-sevsnpvm-reportdata":"bb22","x-ms-sevsnpvm-launchmeasurement":"cc33","x-ms-sevsnpvm-is-debuggable":false,"x-ms-sevsnpvm-vmpl":0,
         "x-ms-runtime":{"keys":[{"kty":"RSA","kid":"runtime-key"}]} }
        """);

    private string Sign(string claims) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        claims,
        new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "key-1" }, SecurityAlgorithms.RsaSha256),
        new Dictionary<string, object> { ["jku"] = Issuer + "/certs" });
}
