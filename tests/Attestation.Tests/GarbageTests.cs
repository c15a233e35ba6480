using System.Text;
using System.Text.Json;
using FsCheck.Xunit;

namespace CcDemo.Attestation.Tests;

/// <summary>Whatever comes from outside is read or is a <see cref="FormatException"/>, nothing else.</summary>
public sealed class GarbageTests
{
    private static readonly string[] _fragments =
    [
        "{", "}", "[", "]", ":", ",", "\"", "null", "true", "0", "1e999", "-", "\\u0000", "\"version\"", "\"1.0.0\"", "\"anyOf\"", "\"allOf\"",
        "\"authority\"", "\"claim\"", "\"equals\"", "\"kty\"", "\"RSA\"", "\"keys\"", "\"n\"", "\"iss\"", "\"exp\"", "\"vcekCert\"", "\"tcbm\"", "é", " ",
    ];

    [Property(MaxTest = 2000)]
    public bool Fragments_of_JSON_are_read_or_refused(byte[] choices)
    {
        var json = string.Concat(choices.Select(choice => _fragments[choice % _fragments.Length]));
        var encoded = Base64UrlText.Encode(Encoding.UTF8.GetBytes(json));
        return IsHandled(() => ReleasePolicy.Parse(json))
            && IsHandled(() => Jwk.Parse(json))
            && IsHandled(() => Jwk.ParseSet(json))
            && IsHandled(() => ThimCertification.Parse(json))
            && IsHandled(() => MaaToken.Parse($"{encoded}.{encoded}."))
            && IsHandled(() => MaaToken.Parse(json));
    }

    [Property]
    public bool Random_bytes_are_read_or_refused(byte[] bytes)
        => IsHandled(() => SnpReport.Parse(bytes))
            && IsHandled(() => UvmEndorsement.Parse(bytes))
            && IsHandled(() => UvmEndorsement.Parse([0xd2, 0x84, .. bytes]))
            && IsHandled(() => VcekChain.FromPem(Encoding.Latin1.GetString(bytes)));

    [Theory]
    [InlineData("""{"iss":"i","exp":1e300}""")]
    [InlineData("""{"iss":"i","exp":"soon"}""")]
    [InlineData("""{"iss":"i","exp":-1e30}""")]
    [InlineData("""{"iss":5,"exp":1}""")]
    [InlineData("""{"iss":"i"}""")]
    public void A_token_with_senseless_claims_is_a_format_error(string claims)
        => Assert.Throws<FormatException>(() => MaaToken.Parse($"e30.{Base64UrlText.Encode(Encoding.UTF8.GetBytes(claims))}."));

    [Fact]
    public void A_policy_of_bottomless_depth_is_a_format_error()
    {
        var conditions = string.Concat(Enumerable.Repeat("""{"allOf":[""", 20)) + """{"claim":"a","equals":1}""" + string.Concat(Enumerable.Repeat("]}", 20));

        Assert.Throws<FormatException>(() => ReleasePolicy.Parse($$"""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[{{conditions}}]}]}"""));
    }

    [Fact]
    public void Claims_of_any_kind_are_judged()
    {
        var policy = ReleasePolicy.Parse("""{"version":"1.0.0","anyOf":[{"authority":"https://a","allOf":[{"claim":"a.b","equals":1}]}]}""");

        foreach (var claims in (string[])["[]", "null", "5", "{}", """{"a":null}""", """{"a":{"b":1e999}}""", """{"a":{"b":null}}"""])
        {
            using var document = JsonDocument.Parse(claims);
            Assert.False(policy.Evaluate("https://a", document.RootElement).Allowed);
        }
    }

    private static bool IsHandled(Func<object> read)
    {
        try
        {
            (read() as IDisposable)?.Dispose();
            return true;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
