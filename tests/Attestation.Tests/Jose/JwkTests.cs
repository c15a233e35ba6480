using System.Security.Cryptography;
using FsCheck.Xunit;

namespace CcDemo.Attestation.Tests;

public sealed class JwkTests
{
    [Fact] // RFC 7638 section 3.1
    public void The_vector_of_RFC_7638_holds()
    {
        var key = Jwk.Parse("""
            {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
            """);

        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", key.Thumbprint());
        Assert.Equal(key.Thumbprint(), (key with { Kty = "RSA-HSM" }).Thumbprint());
    }

    [Fact]
    public void An_RSA_key_survives_writing()
    {
        using var rsa = RSA.Create(2048);

        using var read = Jwk.Parse(Jwk.FromRsa(rsa, includePrivate: true).ToJson()).ToRsa();

        Assert.Equal(rsa.ExportPkcs8PrivateKey(), read.ExportPkcs8PrivateKey());
    }

    [Theory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("P-521")]
    public void An_EC_key_survives_writing(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName("nist" + curve.Replace("-", string.Empty, StringComparison.Ordinal)));
        var jwk = Jwk.FromEcdsa(key, includePrivate: true);

        using var read = Jwk.Parse(jwk.ToJson()).ToEcdsa();

        Assert.Equal(curve, jwk.Crv);
        Assert.Equal(key.ExportPkcs8PrivateKey(), read.ExportPkcs8PrivateKey());
        Assert.Equal(jwk.Thumbprint(), (jwk with { D = null, Kty = "EC-HSM" }).Thumbprint());
    }

    [Fact]
    public void The_public_form_has_no_private_values()
    {
        using var rsa = RSA.Create(2048);

        var json = (Jwk.FromRsa(rsa) with { Kid = "k", KeyOps = ["encrypt"] }).ToJson();

        Assert.Matches("^\\{\"e\":\"AQAB\",\"key_ops\":\\[\"encrypt\"\\],\"kid\":\"k\",\"kty\":\"RSA\",\"n\":\"[A-Za-z0-9_-]+\"\\}$", json);
    }

    [Fact]
    public void An_exponent_with_leading_zeros_is_read()
    {
        using var rsa = RSA.Create(2048);
        using var read = (Jwk.FromRsa(rsa) with { E = "AAEAAQ" }).ToRsa();

        Assert.Equal(rsa.ExportSubjectPublicKeyInfo(), read.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void The_text_of_a_key_shows_no_values()
    {
        using var rsa = RSA.Create(2048);
        var key = Jwk.FromRsa(rsa, includePrivate: true);

        Assert.DoesNotContain(key.D!, key.ToString(), StringComparison.Ordinal);
        Assert.True(key.HasPrivateKey);
    }

    [Fact]
    public void An_error_does_not_quote_the_key()
        => Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => Jwk.Parse("""{"d":"secret" oops""")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kty":5}""")]
    [InlineData("""{"kty":"RSA","key_ops":"encrypt"}""")]
    public void What_is_no_key_is_a_format_error(string json) => Assert.Throws<FormatException>(() => Jwk.Parse(json));

    [Fact]
    public void A_set_skips_what_it_does_not_know()
    {
        Assert.Equal(["a"], Jwk.ParseSet("""{"keys":[{"kty":"RSA","kid":"a"},{"kid":"b"},7]}""").Select(key => key.Kid));
        Assert.Throws<FormatException>(() => Jwk.ParseSet("""{"keys":{}}"""));
        Assert.Throws<FormatException>(() => Jwk.ParseSet("oops"));
    }

    [Property]
    public bool Base64url_survives_with_and_without_padding(byte[] data)
        => Base64UrlText.Decode(Base64UrlText.Encode(data)).AsSpan().SequenceEqual(data)
            && Base64UrlText.Decode(Base64UrlText.EncodePadded(data)).AsSpan().SequenceEqual(data)
            && Base64UrlText.EncodePadded(data).Length % 4 == 0;
}
