using System.Security.Cryptography;
using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Release;

namespace CcDemo.Skr.Tests.Release;

public sealed class PrivateJwkTests
{
    [Theory]
    [InlineData("RSA")]
    [InlineData("RSA-HSM")]
    public void An_RSA_key_is_written_from_PKCS_8(string keyType)
    {
        using var rsa = RSA.Create(2048);

        using var jwk = PrivateJwk.Write(keyType, [], rsa.ExportPkcs8PrivateKey());

        Assert.Equal(Jwk.FromRsa(rsa, includePrivate: true).ToJson(), Encoding.UTF8.GetString(jwk.Json));
    }

    [Fact]
    public void Every_number_has_the_length_that_its_key_demands()
    {
        // One key in some hundreds has a number with a zero in front, which PKCS#8 leaves out and a JWK must not.
        for (var i = 0; i < 40; i++)
        {
            using var rsa = RSA.Create(512);
            using var jwk = PrivateJwk.Write("RSA", [], rsa.ExportPkcs8PrivateKey());

            Assert.Equal(Jwk.FromRsa(rsa, includePrivate: true).ToJson(), Encoding.UTF8.GetString(jwk.Json));
        }
    }

    [Theory]
    [InlineData("EC", "nistP256")]
    [InlineData("EC-HSM", "nistP384")]
    [InlineData("EC-HSM", "nistP521")]
    public void An_EC_key_is_written_from_PKCS_8(string keyType, string curve)
    {
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));

        using var jwk = PrivateJwk.Write(keyType, ["sign"], ecdsa.ExportPkcs8PrivateKey());

        Assert.Equal((Jwk.FromEcdsa(ecdsa, includePrivate: true) with { KeyOps = ["sign"] }).ToJson(), Encoding.UTF8.GetString(jwk.Json));
    }

    [Theory]
    [InlineData("oct")]
    [InlineData("oct-HSM")]
    public void A_symmetric_key_is_written_raw(string keyType)
    {
        using var jwk = PrivateJwk.Write(keyType, [], [1, 2, 3]);

        Assert.Equal("""{"k":"AQID","kty":"oct"}""", Encoding.UTF8.GetString(jwk.Json));
    }

    [Fact]
    public void An_unknown_type_is_refused()
        => Assert.Contains("'OKP'", Assert.Throws<RefusalException>(() => PrivateJwk.Write("OKP", [], [1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Material_of_another_type_is_refused()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.ThrowsAny<CryptographicException>(() => PrivateJwk.Write("RSA", [], [1, 2, 3]));
        Assert.ThrowsAny<CryptographicException>(() => PrivateJwk.Write("RSA", [], []));
        Assert.ThrowsAny<CryptographicException>(() => PrivateJwk.Write("RSA", [], rsa.ExportRSAPrivateKey()));
        Assert.ThrowsAny<CryptographicException>(() => PrivateJwk.Write("RSA", [], rsa.ExportPkcs8PrivateKey().AsSpan()[..^1]));
        Assert.ThrowsAny<CryptographicException>(() => PrivateJwk.Write("RSA", [], ecdsa.ExportPkcs8PrivateKey()));
        Assert.ThrowsAny<CryptographicException>(() => PrivateJwk.Write("EC", [], rsa.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void A_key_that_is_too_large_is_refused()
        => Assert.Contains("does not fit", Assert.Throws<RefusalException>(() => PrivateJwk.Write("oct", [], new byte[20_000])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_disposed_key_is_gone()
    {
        var jwk = PrivateJwk.Write("oct", [], [1, 2, 3]);
        var json = jwk.Json;

        jwk.Dispose();

        Assert.False(json.ContainsAnyExcept((byte)0));
    }
}
