using System.Text;
using FsCheck.Xunit;

namespace CcDemo.MessageEncryption.Tests;

public sealed class RoundTripTests : IDisposable
{
    private readonly MessageKeyring _ring = TestKeys.Ring();
    private readonly MessageOpener _opener;
    private readonly JweSealer _jwe = new(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic);
    private readonly RsaOaepSealer _rsa = new(TestKeys.Public());

    public RoundTripTests() => _opener = new MessageOpener(_ring, TestKeys.Topic);

    [Property(MaxTest = 300)]
    public bool Every_text_that_a_jwe_carries_comes_back(string? any)
    {
        var text = WellFormed(any);
        return _opener.Open(_jwe.Seal(text).Value).Text == text;
    }

    [Property(MaxTest = 40)]
    public bool Every_short_text_that_an_rsa_block_carries_comes_back(string? any)
    {
        var text = WellFormed(any);
        text = text[..Math.Min(text.Length, 40)];
        return !IsWellFormed(text) || _opener.Open(_rsa.Seal(text).Value).Text == text;
    }

    [Property(MaxTest = 500)]
    public bool No_value_whatever_makes_the_opener_throw(byte[]? value) => !_opener.Open(value ?? []).IsOpened;

    [Property(MaxTest = 500)]
    public bool No_five_parts_whatever_make_the_opener_throw(string?[]? parts)
    {
        var value = string.Join('.', (parts ?? []).Concat(["", "", "", "", ""]).Take(5).Select(part => part?.Replace(".", "", StringComparison.Ordinal)));
        return !_opener.Open(Encoding.UTF8.GetBytes(value)).IsOpened;
    }

    [Theory]
    [InlineData("")]
    [InlineData("Msg 1: Azure Confidential Computing")]
    [InlineData("<script>alert('x')</script> żółć 密 🔐\0\r\n")]
    public void Both_forms_carry(string text)
    {
        Assert.Equal(text, _opener.Open(_jwe.Seal(text).Value).Text);
        Assert.Equal(text, _opener.Open(_rsa.Seal(text).Value).Text);
    }

    [Fact]
    public void A_sealed_value_is_ascii_and_shows_nothing_of_the_text()
    {
        const string text = "Azure Confidential Computing";
        foreach (var sealer in new IMessageSealer[] { _jwe, _rsa })
        {
            var value = sealer.Seal(text).ToString();
            Assert.True(Ascii.IsValid(value));
            Assert.DoesNotContain("Azure", value, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))[..8], value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_form_and_the_key_id_can_be_read_without_a_key()
    {
        Assert.Equal(new SealedForm(MessageFormat.Jwe, TestKeys.KeyId), SealedForm.Recognize(_jwe.Seal("a").Value));
        Assert.Equal(new SealedForm(MessageFormat.RsaOaep, null), SealedForm.Recognize(_rsa.Seal("a").Value));
        Assert.Null(SealedForm.Recognize("Msg 1: in the clear"u8));
        Assert.Null(SealedForm.Recognize([]));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_with_both_sizes()
    {
        using var small = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic, new JweSealerOptions { MaxTextBytes = 4 });
        Assert.Contains("5 bytes; 4 fit", Assert.Throws<ArgumentException>(() => small.Seal("12345")).Message, StringComparison.Ordinal);
        Assert.Equal(190, _rsa.MaxTextBytes);
        Assert.Equal(new string('a', 190), _opener.Open(_rsa.Seal(new string('a', 190)).Value).Text);
        Assert.Throws<ArgumentException>(() => _rsa.Seal(new string('a', 191)));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_and_not_replaced()
        => Assert.Throws<ArgumentException>(() => _jwe.Seal("a\ud83d"));

    [Fact]
    public void The_original_programs_form_is_plain_base64_of_one_rsa_block()
    {
        using var key = TestKeys.Private();
        var block = Convert.FromBase64String(_rsa.Seal("Msg 1: x").ToString());
        Assert.Equal("Msg 1: x"u8.ToArray(), key.Decrypt(block, System.Security.Cryptography.RSAEncryptionPadding.OaepSHA256));
    }

    public void Dispose()
    {
        _opener.Dispose();
        _ring.Dispose();
        _jwe.Dispose();
        _rsa.Dispose();
    }

    private static string WellFormed(string? any) => IsWellFormed(any ?? "") ? any ?? "" : "";

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
