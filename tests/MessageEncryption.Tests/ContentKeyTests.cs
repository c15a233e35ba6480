using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.MessageEncryption.Tests;

public sealed class ContentKeyTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MessageKeyring _ring = TestKeys.Ring();

    [Fact]
    public void One_content_key_seals_many_messages_and_no_iv_comes_twice()
    {
        using var sealer = Sealer(new JweSealerOptions());
        var values = Enumerable.Range(0, 1000).Select(_ => sealer.Seal("same text").ToString()).ToList();
        Assert.Single(values.Select(ContentKeyOf).Distinct());
        Assert.Equal(1000, values.Select(value => value.Split('.')[2]).Distinct().Count());
    }

    [Fact]
    public void The_content_key_is_replaced_after_its_number_of_messages()
    {
        using var sealer = Sealer(new JweSealerOptions { MessagesPerContentKey = 3 });
        var keys = Enumerable.Range(0, 7).Select(_ => ContentKeyOf(sealer.Seal("a").ToString())).ToList();
        Assert.Equal([3, 3, 1], keys.GroupBy(key => key).Select(group => group.Count()));
    }

    [Fact]
    public void The_content_key_is_replaced_when_its_time_is_over()
    {
        using var sealer = Sealer(new JweSealerOptions { ContentKeyLifetime = TimeSpan.FromMinutes(60) });
        var first = ContentKeyOf(sealer.Seal("a").ToString());
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(first, ContentKeyOf(sealer.Seal("a").ToString()));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first, ContentKeyOf(sealer.Seal("a").ToString()));
    }

    [Fact]
    public void Rsa_is_spent_once_per_content_key()
    {
        using var sealer = Sealer(new JweSealerOptions { MessagesPerContentKey = 10 });
        using var opener = new MessageOpener(_ring, TestKeys.Topic);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal($"{i}", opener.Open(sealer.Seal($"{i}").Value).Text);
        }

        Assert.Equal(3, opener.Unwraps);
    }

    [Fact]
    public void The_opener_remembers_no_more_content_keys_than_it_may()
    {
        using var sealer = Sealer(new JweSealerOptions { MessagesPerContentKey = 1 });
        using var opener = new MessageOpener(_ring, TestKeys.Topic, new MessageOpenerOptions { CachedContentKeys = 2 });
        var values = Enumerable.Range(0, 3).Select(i => sealer.Seal($"{i}").Value).ToList();
        Open(0, 1, 0, 2); // 2 pushes out 1, the least recently used
        Assert.Equal(3, opener.Unwraps);
        Open(0, 2);
        Assert.Equal(3, opener.Unwraps);
        Open(1);
        Assert.Equal(4, opener.Unwraps);

        void Open(params int[] which) => Assert.All(which, i => Assert.Equal($"{i}", opener.Open(values[i]).Text));
    }

    [Fact]
    public void The_opener_forgets_a_content_key_when_its_time_is_over()
    {
        using var sealer = Sealer(new JweSealerOptions());
        using var opener = new MessageOpener(_ring, TestKeys.Topic, new MessageOpenerOptions { ContentKeyLifetime = TimeSpan.FromMinutes(5) }, _time);
        var value = sealer.Seal("a").Value;
        Assert.True(opener.Open(value).IsOpened);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(opener.Open(value).IsOpened);
        Assert.Equal(2, opener.Unwraps);
    }

    [Fact]
    public void A_forged_message_leaves_nothing_in_the_cache()
    {
        using var sealer = Sealer(new JweSealerOptions());
        using var opener = new MessageOpener(_ring, TestKeys.Topic);
        var value = sealer.Seal("a").Value;
        var forged = value.ToArray();
        forged[^2] = forged[^2] == 'A' ? (byte)'B' : (byte)'A';
        Assert.Equal(RefusalCode.BadTag, opener.Open(forged).Refusal);
        Assert.True(opener.Open(value).IsOpened);
        Assert.Equal(2, opener.Unwraps);
    }

    [Fact]
    public void Several_versions_of_a_key_open_side_by_side()
    {
        using var ring = TestKeys.Ring("k/1");
        ring.Add("k/2", TestKeys.OtherPrivate());
        using var opener = new MessageOpener(ring, TestKeys.Topic);
        using var first = new JweSealer(TestKeys.Public(), "k/1", TestKeys.Topic);
        using var second = new JweSealer(TestKeys.OtherPublic(), "k/2", TestKeys.Topic);
        using var original = new RsaOaepSealer(TestKeys.Public());
        Assert.Equal("one", opener.Open(first.Seal("one").Value).Text);
        Assert.Equal("two", opener.Open(second.Seal("two").Value).Text);
        Assert.Equal("three", opener.Open(original.Seal("three").Value).Text);
    }

    [Fact]
    public void Sealing_and_opening_from_many_threads_mixes_nothing_up()
    {
        using var sealer = Sealer(new JweSealerOptions { MessagesPerContentKey = 50 });
        using var opener = new MessageOpener(_ring, TestKeys.Topic, new MessageOpenerOptions { CachedContentKeys = 3 });
        var wrong = new ConcurrentBag<string>();
        Parallel.For(0, 2000, i =>
        {
            if (opener.Open(sealer.Seal($"text {i}").Value).Text != $"text {i}")
            {
                wrong.Add($"{i}");
            }
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public void More_messages_than_random_ivs_allow_are_refused_as_a_setting()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Sealer(new JweSealerOptions { MessagesPerContentKey = (1L << 32) + 1 }));

    public void Dispose() => _ring.Dispose();

    private JweSealer Sealer(JweSealerOptions options) => new(TestKeys.Public(), TestKeys.KeyId, TestKeys.Topic, options, _time);

    private static string ContentKeyOf(string value) => value.Split('.')[1];
}
