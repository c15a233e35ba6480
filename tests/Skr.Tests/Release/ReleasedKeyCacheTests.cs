using System.Diagnostics.Metrics;
using System.Text;
using CcDemo.Skr.Audit;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Health;
using CcDemo.Skr.Release;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Skr.Tests.Release;

public sealed class ReleasedKeyCacheTests : IDisposable
{
    private static readonly GuestMeasurement _guest = new("aa", "bb");
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly AttestationState _state;

    public ReleasedKeyCacheTests() => _state = new AttestationState(_time);

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_key_is_answered_with_again_until_it_is_too_old()
    {
        using var cache = Cache();
        Keep(cache, Request("demo"), [1, 2, 3]);

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("""{"k":"AQID","kty":"oct"}""", Find(cache, Request("demo")));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Find(cache, Request("demo")));
    }

    [Fact]
    public void By_default_nothing_is_kept()
    {
        using var cache = new ReleasedKeyCache(Options.Create(new ReleaseOptions()), _state, Telemetry, _time);
        Keep(cache, Request("demo"), [1]);

        Assert.Equal(0, cache.Count);
        Assert.Null(Find(cache, Request("demo")));
    }

    [Theory]
    [InlineData("maa.test", "vault.test", "demo/1")]
    [InlineData("maa.test", "vault.test", "other")]
    [InlineData("maa.test", "other.test", "demo")]
    [InlineData("other.test", "vault.test", "demo")]
    public void Another_key_vault_or_provider_is_another_matter(string provider, string vault, string key)
    {
        using var cache = Cache();
        Keep(cache, Request("demo"), [1]);

        Assert.Null(Find(cache, Request(key, provider, vault)));
    }

    [Fact]
    public void A_caller_with_a_token_of_its_own_neither_fills_the_cache_nor_is_answered_from_it()
    {
        using var cache = Cache();
        Keep(cache, Request("theirs", token: "token"), [1]);
        Keep(cache, Request("ours"), [1]);

        Assert.Equal(1, cache.Count);
        Assert.Null(Find(cache, Request("ours", token: "token")));
        Assert.Null(Find(cache, Request("theirs")));
    }

    [Fact]
    public void The_oldest_key_goes_when_there_are_too_many()
    {
        using var cache = Cache(size: 2);
        foreach (var name in (string[])["first", "second", "third"])
        {
            Keep(cache, Request(name), [1]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, cache.Count);
        Assert.Null(Find(cache, Request("first")));
        Assert.NotNull(Find(cache, Request("second")));
        Assert.NotNull(Find(cache, Request("third")));
    }

    [Fact]
    public void A_key_that_is_used_is_to_be_renewed_half_way_and_one_that_is_not_expires()
    {
        using var cache = Cache();
        Keep(cache, Request("used"), [1]);
        Keep(cache, Request("unused"), [1]);
        Find(cache, Request("used"));

        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(cache.Sweep());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["used"], cache.Sweep().Select(request => request.Key.Name));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(cache.Sweep());
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void A_provider_that_refuses_the_guest_takes_the_keys_with_it_that_it_vouched_for()
    {
        using var cache = Cache();
        Keep(cache, Request("demo"), [1]);
        Keep(cache, Request("demo", provider: "other.test"), [1]);

        _state.Refuse(ServiceEndpoint.Parse("maa.test", "attestation"), new RefusalException("no"));

        Assert.Null(Find(cache, Request("demo")));
        Assert.NotNull(Find(cache, Request("demo", provider: "other.test")));
    }

    [Fact]
    public void A_provider_that_is_down_takes_no_key_with_it()
    {
        using var cache = Cache();
        Keep(cache, Request("demo"), [1]);

        _state.Refuse(ServiceEndpoint.Parse("maa.test", "attestation"), new RefusalException("down") { IsOutage = true });

        Assert.NotNull(Find(cache, Request("demo")));
    }

    [Fact]
    public void A_key_that_is_dropped_is_gone_and_the_copies_of_callers_are_theirs()
    {
        using var cache = Cache();
        Keep(cache, Request("demo"), [1, 2, 3]);
        Assert.True(cache.TryFind(Request("demo"), out var copy, out _));

        cache.Drop(Request("demo"));

        Assert.Equal(0, cache.Count);
        Assert.Equal("""{"k":"AQID","kty":"oct"}""", Encoding.UTF8.GetString(copy.Json));
        copy.Dispose();
    }

    private SkrTelemetry Telemetry => new(_services.GetRequiredService<IMeterFactory>(), _time);

    private ReleasedKeyCache Cache(int size = 16)
        => new(Options.Create(new ReleaseOptions { CacheAge = TimeSpan.FromMinutes(10), CacheSize = size }), _state, Telemetry, _time);

    private static void Keep(ReleasedKeyCache cache, ReleaseRequest request, byte[] key)
    {
        using var jwk = PrivateJwk.Write("oct", [], key);
        cache.Keep(request, jwk, _guest);
    }

    private static string? Find(ReleasedKeyCache cache, ReleaseRequest request)
    {
        if (!cache.TryFind(request, out var key, out _))
        {
            return null;
        }

        using (key)
        {
            return Encoding.UTF8.GetString(key.Json);
        }
    }

    private static ReleaseRequest Request(string key, string provider = "maa.test", string vault = "vault.test", string? token = null)
        => new(ServiceEndpoint.Parse(provider, "attestation"), ServiceEndpoint.Parse(vault, "vault"), KeyReference.Parse(key), token);
}
