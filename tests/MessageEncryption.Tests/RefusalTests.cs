using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CcDemo.MessageEncryption.Tests;

public sealed class RefusalTests : IDisposable
{
    private readonly MessageKeyring _ring = TestKeys.Ring();
    private readonly MessageOpener _opener;
    private readonly JweSealer _sealer = new(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic);

    public RefusalTests() => _opener = new MessageOpener(_ring, TestKeys.Topic);

    [Fact]
    public void A_flipped_bit_anywhere_is_refused()
    {
        var value = _sealer.Seal("Msg 1: Azure Confidential Computing").Value;
        Assert.True(_opener.Open(value).IsOpened);

        for (var i = 0; i < value.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = value.ToArray();
                changed[i] ^= (byte)(1 << bit);
                Assert.False(_opener.Open(changed).IsOpened, $"byte {i}, bit {bit}");
            }
        }
    }

    [Theory]
    [InlineData(0, RefusalCode.Malformed)]
    [InlineData(1, RefusalCode.BadTag)]
    [InlineData(2, RefusalCode.BadTag)]
    [InlineData(3, RefusalCode.BadTag)]
    [InlineData(4, RefusalCode.BadTag)]
    public void A_changed_first_character_of_a_part_is_refused(int part, RefusalCode code)
    {
        var parts = _sealer.Seal("text of a message").ToString().Split('.');
        parts[part] = (parts[part][0] == 'A' ? 'B' : 'A') + parts[part][1..];
        AssertRefused(code, string.Join('.', parts));
    }

    [Fact]
    public void A_part_of_another_message_does_not_fit()
    {
        var one = _sealer.Seal("one").ToString().Split('.');
        var two = _sealer.Seal("two").ToString().Split('.');
        for (var i = 2; i < 5; i++)
        {
            var mixed = one.ToArray();
            mixed[i] = two[i];
            AssertRefused(RefusalCode.BadTag, string.Join('.', mixed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Msg 1: Azure Confidential Computing")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e.f")]
    [InlineData("{\"protected\":\"x\"}")]
    [InlineData("QUJD")]
    public void A_value_of_neither_form_is_an_unknown_form(string value) => AssertRefused(RefusalCode.UnknownForm, value);

    [Fact]
    public void A_missing_or_empty_part_is_malformed()
    {
        var parts = _sealer.Seal("text").ToString().Split('.');
        for (var i = 0; i < 5; i++)
        {
            var broken = parts.ToArray();
            broken[i] = "";
            Assert.False(Open(string.Join('.', broken)).IsOpened);
        }

        AssertRefused(RefusalCode.Malformed, "....");
    }

    [Theory]
    [InlineData("=")]
    [InlineData(" ")]
    [InlineData("\n")]
    public void Padding_and_white_space_are_other_spellings_and_refused(string addition)
    {
        var parts = _sealer.Seal("text").ToString().Split('.');
        for (var i = 0; i < 5; i++)
        {
            var respelt = parts.ToArray();
            respelt[i] += addition;
            Assert.False(Open(string.Join('.', respelt)).IsOpened, $"part {i}");
        }
    }

    [Fact]
    public void A_message_of_another_topic_is_refused_by_name()
    {
        using var other = new JweSealer(TestKeys.Public(), TestKeys.KeyId, "payroll");
        var result = AssertRefused(RefusalCode.WrongTopic, other.Seal("text").ToString());
        Assert.Contains("'payroll'", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_a_topic_is_refused()
        => AssertRefused(RefusalCode.WrongTopic, WithHeader($$"""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"{{TestKeys.KeyId}}"}"""));

    [Fact]
    public void A_key_id_that_is_not_held_is_refused_by_name()
    {
        using var other = new JweSealer(TestKeys.Public(), "message-key/other", TestKeys.Topic);
        var result = AssertRefused(RefusalCode.UnknownKeyId, other.Seal("text").ToString());
        Assert.Contains("'message-key/other'", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_the_one_named_is_refused_like_a_bad_tag()
    {
        using var ring = new MessageKeyring();
        using var stranger = RSA.Create(2048);
        ring.Add(TestKeys.KeyId, RSA.Create(stranger.ExportParameters(true)));
        using var opener = new MessageOpener(ring, TestKeys.Topic);
        Assert.Equal(RefusalCode.BadTag, opener.Open(_sealer.Seal("text").Value).Refusal);

        using var rsa = new RsaOaepSealer(TestKeys.Public());
        Assert.Equal(RefusalCode.BadTag, opener.Open(rsa.Seal("text").Value).Refusal);
    }

    [Theory]
    [InlineData("""{"alg":"dir","enc":"A256GCM","kid":"K","topic":"my-topic"}""", "alg")]
    [InlineData("""{"alg":"RSA1_5","enc":"A256GCM","kid":"K","topic":"my-topic"}""", "alg")]
    [InlineData("""{"enc":"A256GCM","kid":"K","topic":"my-topic"}""", "alg")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256","kid":"K","topic":"my-topic"}""", "enc")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"K","topic":"my-topic","zip":"DEF"}""", "zip")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"K","topic":"my-topic","crit":["exp"],"exp":1}""", "crit")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"K","topic":"my-topic","mkey":"S1"}""", "mkey")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"K","topic":"my-topic","mkey":true}""", "mkey")]
    public void A_header_that_asks_for_something_else_is_unsupported_by_name(string header, string named)
        => Assert.Contains(named, AssertRefused(RefusalCode.Unsupported, WithHeader(Named(header))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","topic":"my-topic"}""")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":7,"topic":"my-topic"}""")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"K","kid":"L","topic":"my-topic"}""")]
    [InlineData("""["RSA-OAEP-256"]""")]
    [InlineData("not json")]
    public void A_header_that_is_not_ours_is_malformed(string header)
        => AssertRefused(RefusalCode.Malformed, WithHeader(Named(header)));

    [Theory]
    [InlineData("alg", "RSA-OAEP", RefusalCode.Unsupported)]
    [InlineData("enc", "A128GCM", RefusalCode.Unsupported)]
    [InlineData("zip", "DEF", RefusalCode.Unsupported)]
    [InlineData("crit", "exp", RefusalCode.Unsupported)]
    [InlineData("kid", "message-key/other", RefusalCode.UnknownKeyId)]
    [InlineData("topic", "payroll", RefusalCode.WrongTopic)]
    [InlineData("mkey", "S256", RefusalCode.BadTag)]
    [InlineData("typ", "x", RefusalCode.BadTag)]
    public void A_header_changed_on_its_way_is_refused_even_after_its_content_key_is_known(string member, string value, RefusalCode code)
    {
        var parts = _sealer.Seal("text").ToString().Split('.');
        Assert.True(Open(string.Join('.', parts)).IsOpened);
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        header[member] = value;
        parts[0] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()));
        AssertRefused(code, string.Join('.', parts));
    }

    [Fact]
    public void A_value_that_was_cut_off_anywhere_is_refused()
    {
        var value = _sealer.Seal("Msg 1: Azure Confidential Computing").Value;
        var codes = Enumerable.Range(0, value.Length).Select(length => _opener.Open(value.AsSpan(0, length)).Refusal).Distinct();
        Assert.Equal([RefusalCode.UnknownForm, RefusalCode.Malformed], codes);
    }

    [Fact]
    public void A_header_of_10_megabytes_is_refused_by_size_and_where_that_is_allowed_by_its_length()
    {
        var value = Encoding.ASCII.GetBytes($"{new string('A', 10 * 1024 * 1024)}.A.A.A.A");
        Assert.Equal(RefusalCode.TooLarge, _opener.Open(value).Refusal);

        var parts = _sealer.Seal("text").ToString().Split('.');
        parts[0] = new string('A', 10 * 1024 * 1024);
        using var large = new MessageOpener(_ring, TestKeys.Topic, new MessageOpenerOptions { MaxValueBytes = 64 * 1024 * 1024 });
        value = Encoding.ASCII.GetBytes(string.Join('.', parts));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var result = large.Open(value);
        Assert.Equal(RefusalCode.Malformed, result.Refusal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 64 * 1024);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_part_that_is_not_base64url_is_malformed(int part)
    {
        foreach (var character in "+/= \n\0é")
        {
            var parts = _sealer.Seal("text of a message").ToString().Split('.');
            parts[part] = character + parts[part][1..];
            AssertRefused(RefusalCode.Malformed, string.Join('.', parts));
        }
    }

    [Fact]
    public void A_value_that_is_too_large_is_refused_before_it_is_read()
    {
        using var small = new MessageOpener(_ring, TestKeys.Topic, new MessageOpenerOptions { MaxValueBytes = 100 });
        Assert.Equal(RefusalCode.TooLarge, small.Open(_sealer.Seal("text").Value).Refusal);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        using var key = TestKeys.Public();
        var block = key.Encrypt([0xff, 0xfe, 0x80], RSAEncryptionPadding.OaepSHA256);
        AssertRefused(RefusalCode.Malformed, Convert.ToBase64String(block));
    }

    [Fact]
    public void Without_any_key_everything_stays_sealed()
    {
        using var none = new MessageKeyring();
        using var opener = new MessageOpener(none, TestKeys.Topic);
        using var rsa = new RsaOaepSealer(TestKeys.Public());
        Assert.Equal(RefusalCode.UnknownKeyId, opener.Open(_sealer.Seal("text").Value).Refusal);
        Assert.Equal(RefusalCode.UnknownKeyId, opener.Open(rsa.Seal("text").Value).Refusal);
    }

    [Fact]
    public void Every_code_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<RefusalCode>().Select(code => code.ToName()).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    public void Dispose()
    {
        _opener.Dispose();
        _ring.Dispose();
        _sealer.Dispose();
    }

    private OpenResult Open(string value) => _opener.Open(Encoding.UTF8.GetBytes(value));

    private OpenResult AssertRefused(RefusalCode code, string value)
    {
        var result = Open(value);
        Assert.Equal(code, result.Refusal);
        Assert.Null(result.Text);
        Assert.EndsWith(".", result.Reason, StringComparison.Ordinal);
        return result;
    }

    private static string Named(string header) => header.Replace("\"K\"", $"\"{TestKeys.KeyId}\"", StringComparison.Ordinal);

    /// <summary>A JWE whose only fault is its header.</summary>
    private static string WithHeader(string header)
    {
        using var key = TestKeys.Public();
        var contentKey = RandomNumberGenerator.GetBytes(32);
        var iv = RandomNumberGenerator.GetBytes(12);
        var (cipher, tag) = (new byte[4], new byte[16]);
        var encodedHeader = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));
        using var aes = new AesGcm(contentKey, 16);
        aes.Encrypt(iv, "text"u8, cipher, tag, Encoding.ASCII.GetBytes(encodedHeader));
        var wrapped = key.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256);
        return string.Join('.', new[] { wrapped, iv, cipher, tag }.Select(part => Base64Url.EncodeToString(part)).Prepend(encodedHeader));
    }
}
