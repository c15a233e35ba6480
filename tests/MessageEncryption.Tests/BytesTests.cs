using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>Sealing and opening bytes instead of text, what that allocates, and many threads at once.</summary>
public sealed class BytesTests : IDisposable
{
    private readonly MessageKeyring _ring = TestKeys.Ring();
    private readonly MessageOpener _opener;
    private readonly JweSealer _jwe = new(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic);
    private readonly RsaOaepSealer _rsa = new(TestKeys.Public());

    public BytesTests() => _opener = new MessageOpener(_ring, TestKeys.Topic);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(190)]
    [InlineData(100_000)]
    public void Bytes_that_are_no_text_come_back(int length)
    {
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        Assert.Equal(bytes, Opened(_jwe.Seal(bytes).Value));
        if (length <= _rsa.MaxTextBytes)
        {
            Assert.Equal(bytes, Opened(_rsa.Seal(bytes).Value));
        }
    }

    [Fact]
    public void A_value_can_be_sealed_into_memory_of_the_callers()
    {
        var value = new ArrayBufferWriter<byte>();
        _jwe.Seal("hello"u8, null, value);
        Assert.Equal("hello", _opener.Open(value.WrittenSpan).Text);
    }

    [Fact]
    public void Text_is_the_same_by_either_way()
    {
        Assert.Equal("żółć"u8.ToArray(), Opened(_jwe.Seal("żółć").Value));
        Assert.Equal("żółć"u8.ToArray(), _opener.Open(_jwe.Seal("żółć").Value).Utf8!.Value.ToArray());
        Assert.Equal("żółć", _opener.Open(_jwe.Seal("żółć"u8).Value).Text);
    }

    [Fact]
    public void What_is_refused_adds_nothing_to_the_content()
    {
        var content = new ArrayBufferWriter<byte>();
        Assert.True(_opener.TryOpen(_jwe.Seal("one").Value, null, content, out _));
        var forged = _jwe.Seal("two").Value;
        forged[^3] = forged[^3] == 'A' ? (byte)'B' : (byte)'A';
        Assert.False(_opener.TryOpen(forged, null, content, out var refusal));
        Assert.Equal(RefusalCode.BadTag, refusal.Code);
        Assert.True(_opener.TryOpen(_jwe.Seal("three").Value, null, content, out _));
        Assert.Equal("onethree"u8.ToArray(), content.WrittenSpan.ToArray());
    }

    [Fact]
    public void Sealing_allocates_the_value_and_opening_into_bytes_nothing()
    {
        var bytes = new byte[1024];
        var content = new ArrayBufferWriter<byte>(4096);
        var value = _jwe.Seal(bytes).Value;
        var (sealing, opening) = (0L, 0L);
        for (var i = 0; i < 200; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            value = _jwe.Seal(bytes).Value;
            sealing = GC.GetAllocatedBytesForCurrentThread() - before;

            content.ResetWrittenCount();
            before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(_opener.TryOpen(value, null, content, out _));
            opening = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(sealing, value.Length, value.Length + 100);
        Assert.Equal(0, opening);
    }

    [Fact]
    public void Content_keys_that_are_replaced_and_forgotten_while_threads_use_them_harm_nobody()
    {
        using var sealer = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic, new JweSealerOptions { MessagesPerContentKey = 2 });
        using var opener = new MessageOpener(_ring, TestKeys.Topic, new MessageOpenerOptions { CachedContentKeys = 1 });
        var wrong = new ConcurrentBag<string>();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var value = sealer.Seal($"text {i}").Value;
            for (var again = 0; again < 5; again++)
            {
                if (opener.Open(value).Text != $"text {i}")
                {
                    wrong.Add($"{i}");
                }
            }
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_number_of_messages_under_a_content_key_is_kept_by_many_threads_together()
    {
        using var sealer = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic, new JweSealerOptions { MessagesPerContentKey = 10 });
        var keys = new ConcurrentBag<string>();
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => keys.Add(sealer.Seal($"{i}").ToString().Split('.')[1]));
        Assert.All(keys.GroupBy(key => key), group => Assert.InRange(group.Count(), 1, 10));
    }

    [Fact]
    public void A_sealer_that_is_disposed_seals_no_more()
    {
        _jwe.Seal("text");
        _jwe.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _jwe.Seal("text"));
    }

    [Fact]
    public void A_cipher_key_lives_until_its_last_borrower_is_done()
    {
        var key = new SharedAesGcm(RandomNumberGenerator.GetBytes(32));
        Assert.True(key.TryBorrow(out var cipher));
        key.Dispose();
        cipher.Encrypt(new byte[1], new byte[12], new byte[16], []);
        key.GiveBack(cipher);
        Assert.False(key.TryBorrow(out _));
        Assert.Throws<ObjectDisposedException>(() => cipher.Encrypt(new byte[1], new byte[12], new byte[16], []));
    }

    public void Dispose()
    {
        _opener.Dispose();
        _ring.Dispose();
        _jwe.Dispose();
        _rsa.Dispose();
    }

    private byte[] Opened(byte[] value)
    {
        var content = new ArrayBufferWriter<byte>();
        Assert.True(_opener.TryOpen(value, null, content, out _));
        return content.WrittenSpan.ToArray();
    }
}
