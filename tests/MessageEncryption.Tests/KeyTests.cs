using System.Security.Cryptography;

namespace CcDemo.MessageEncryption.Tests;

public sealed class KeyTests
{
    [Fact]
    public void Keys_below_2048_bits_are_refused_everywhere()
    {
        using var small = RSA.Create(1024);
        using var ring = new MessageKeyring();
        Assert.Throws<ArgumentException>(() => new JweSealer(small, "k", "t"));
        Assert.Throws<ArgumentException>(() => new RsaOaepSealer(small));
        Assert.Throws<ArgumentException>(() => ring.Add("k", small));
        var e = Assert.Throws<FormatException>(() => PublicKeyPem.Read(small.ExportSubjectPublicKeyInfoPem()));
        Assert.Contains("1024 bits", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_pem_forms_of_a_public_key_are_read()
    {
        using var key = TestKeys.Public();
        using var spki = PublicKeyPem.Read(key.ExportSubjectPublicKeyInfoPem());
        using var pkcs1 = PublicKeyPem.Read("a comment\n" + key.ExportRSAPublicKeyPem());
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), spki.ExportSubjectPublicKeyInfo());
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), pkcs1.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void A_private_key_is_refused_where_a_public_one_belongs()
    {
        using var key = TestKeys.Private();
        Assert.Contains("private key", Assert.Throws<FormatException>(() => PublicKeyPem.Read(key.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("path/to/key.pem")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void What_is_no_public_key_is_refused(string pem) => Assert.Throws<FormatException>(() => PublicKeyPem.Read(pem));

    [Fact]
    public void A_key_of_another_kind_is_refused()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<FormatException>(() => PublicKeyPem.Read(ec.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void A_key_that_is_held_already_stays()
    {
        using var ring = TestKeys.Ring();
        ring.Add(TestKeys.KeyId, TestKeys.OtherPrivate());
        Assert.Equal([TestKeys.KeyId], ring.KeyIds);
        Assert.Equal(2048, ring.Find(TestKeys.KeyId)!.KeySize);
    }

    [Theory]
    [InlineData("jwe", MessageFormat.Jwe)]
    [InlineData("RSA-OAEP", MessageFormat.RsaOaep)]
    public void Formats_are_read_by_name(string name, MessageFormat format)
    {
        Assert.True(MessageFormats.TryParse(name, out var read));
        Assert.Equal(format, read);
        Assert.False(MessageFormats.TryParse("plain", out _));
        Assert.False(MessageFormats.TryParse(null, out _));
    }
}
