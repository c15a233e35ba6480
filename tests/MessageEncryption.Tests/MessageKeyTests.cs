using System.Text;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>Messages that are bound to the Kafka key that they travel with.</summary>
public sealed class MessageKeyTests : IDisposable
{
    private static readonly string?[] SomeKeys = [null, "", "order-17", "ключ", new string('k', 5000)];

    private readonly MessageKeyring _ring = TestKeys.Ring();
    private readonly MessageOpener _opener;
    private readonly JweSealer _sealer = new(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic, new JweSealerOptions { BindMessageKeys = true });

    public MessageKeyTests() => _opener = new MessageOpener(_ring, TestKeys.Topic);

    public static TheoryData<string?> Keys { get; } = [.. SomeKeys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_message_opens_with_its_own_key_and_with_no_other(string? key)
    {
        var value = _sealer.Seal("Msg 1: hello", Bytes(key)).Value;
        foreach (var other in SomeKeys.Append("order-18"))
        {
            var result = _opener.Open(value, Bytes(other));
            Assert.Equal(key == other ? null : RefusalCode.WrongMessageKey, result.Refusal);
            Assert.Equal(key == other ? "Msg 1: hello" : null, result.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_message_that_is_bound_to_no_key_opens_with_any(string? key)
    {
        using var unbound = new JweSealer(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic);
        Assert.Equal("hello", _opener.Open(unbound.Seal("hello", "order-17"u8.ToArray()).Value, Bytes(key)).Text);
    }

    [Fact]
    public void Nothing_of_the_text_stays_behind_what_is_handed_over()
    {
        var key = "order-17"u8.ToArray();
        var value = _sealer.Seal("a text whose end would stay behind", key).Value;
        var content = new System.Buffers.ArrayBufferWriter<byte>(4096);
        Assert.True(_opener.TryOpen(value, key, content, out _));
        Assert.False(content.GetSpan()[..100].ContainsAnyExcept((byte)0), "The memory behind the text is not clear.");
    }

    [Fact]
    public void A_reader_that_does_not_hand_the_key_over_does_not_get_the_text_of_a_bound_message()
        => Assert.Equal(RefusalCode.WrongMessageKey, _opener.Open(_sealer.Seal("hello", "order-17"u8.ToArray()).Value).Refusal);

    [Fact]
    public void A_text_cannot_pass_for_the_line_that_binds()
    {
        var pretending = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg\nhello";
        var value = _sealer.Seal(pretending).Value;
        Assert.Equal(pretending, _opener.Open(value).Text);
        Assert.Equal(RefusalCode.WrongMessageKey, _opener.Open(value, "test"u8.ToArray()).Refusal);
    }

    [Fact]
    public void One_content_key_serves_messages_of_all_keys()
    {
        for (var i = 0; i < 100; i++)
        {
            var key = Bytes($"key {i}");
            Assert.Equal($"{i}", _opener.Open(_sealer.Seal($"{i}", key).Value, key).Text);
        }

        Assert.Equal(1, _opener.Unwraps);
    }

    public void Dispose()
    {
        _opener.Dispose();
        _ring.Dispose();
        _sealer.Dispose();
    }

    private static byte[]? Bytes(string? key) => key is null ? null : Encoding.UTF8.GetBytes(key);
}
