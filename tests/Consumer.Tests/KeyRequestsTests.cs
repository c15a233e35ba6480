using CcDemo.Consumer.Keys;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Consumer.Tests;

public sealed class KeyRequestsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_refused_version_may_be_asked_for_again_after_a_while()
    {
        var requests = Requests("key");
        requests.Refuse("key/v1", "It is disabled.");
        Assert.Equal("It is disabled.", requests.RefusalOf("key/v1"));
        Assert.False(requests.MayStillCome("key/v1"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(requests.MayStillCome("key/v1"));
    }

    [Fact]
    public void Invented_versions_are_bounded()
    {
        var requests = Requests("key");
        for (var i = 0; i < 1000; i++)
        {
            requests.Want($"key/v{i}", default);
        }

        Assert.Equal(16, requests.TakeWanted().Count);
        Assert.Empty(requests.TakeWanted());
        for (var i = 0; i < 1000; i++)
        {
            requests.Refuse($"key/v{i}", "It does not exist.");
        }

        Assert.Equal(256, Enumerable.Range(0, 1000).Count(i => requests.RefusalOf($"key/v{i}") is not null));
    }

    [Fact]
    public void Invented_versions_do_not_keep_a_real_one_from_being_asked_for()
    {
        var requests = Requests("key");
        for (var i = 0; i < 1000; i++)
        {
            requests.Refuse($"key/invented-{i}", "It does not exist.");
        }

        requests.Want("key/v2", default);
        Assert.True(requests.MayStillCome("key/v2"));
        Assert.Equal(["key/v2"], requests.TakeWanted());
    }

    [Fact]
    public void A_version_that_many_messages_name_is_wanted_once_and_not_again_while_its_refusal_holds()
    {
        var requests = Requests("key");
        for (var i = 0; i < 1000; i++)
        {
            requests.Want("key/v2", default);
        }

        Assert.Equal(["key/v2"], requests.TakeWanted());
        requests.Refuse("key/v2", "It does not exist.");
        requests.Want("key/v2", default);
        Assert.Empty(requests.TakeWanted());
    }

    [Theory]
    [InlineData("other/v1")]
    [InlineData("key/v1/more")]
    [InlineData("key/../other")]
    [InlineData("key/")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_versions_of_the_configured_key_are_asked_for(string? keyId)
    {
        var requests = Requests("key");
        requests.Want(keyId, default);
        Assert.Empty(requests.TakeWanted());
        Assert.False(requests.MayStillCome(keyId));
    }

    [Fact]
    public void A_configured_version_is_asked_for_first_and_a_named_one_only_where_none_is_configured()
    {
        var pinned = Requests("key/v1");
        pinned.Want("key/v2", default);
        Assert.Equal(["key/v1"], pinned.FirstCandidates());

        var open = Requests("key");
        open.Want("key/v2", default);
        Assert.Equal(["key/v2", "key"], open.FirstCandidates());
    }

    [Fact]
    public void Asking_again_slows_down_to_half_a_minute()
    {
        var random = new Random(1);
        foreach (var (attempt, seconds) in new[] { (0, 2), (1, 4), (2, 8), (3, 16), (4, 30), (1000, 30) })
        {
            var delays = Enumerable.Range(0, 100).Select(_ => Backoff.Delay(TimeSpan.FromSeconds(2), attempt, random).TotalSeconds).ToList();
            Assert.All(delays, delay => Assert.InRange(delay, seconds * 0.8, seconds * 1.2));
            Assert.True(delays.Distinct().Count() > 1);
        }
    }

    private KeyRequests Requests(string keyId) => new(Options.Create(new ConsumerOptions { KeyId = keyId }), _time);
}
