using CcDemo.Skr.Attest;
using CcDemo.Skr.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Skr.Tests.Release;

/// <summary>Releases that are kept, from request to request.</summary>
[Collection(CloudTests.Name)]
public sealed class CachedReleaseTests(CloudFixture fixture)
{
    private static readonly TimeSpan _half = TimeSpan.FromMinutes(5.1);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private volatile string? _answerOfProvider;
    private volatile bool _providerIsDown;

    [Fact]
    public async Task By_default_every_request_is_a_release()
    {
        await using var skr = await SkrHost.StartAsync(Settings(("Release:CacheAge", null)));

        var first = await ReleaseAsync(skr);

        Assert.Equal(first, await ReleaseAsync(skr));
        Assert.Equal(["accepted", "accepted"], await OutcomesAsync(skr));
    }

    [Fact]
    public async Task A_key_that_is_kept_is_answered_with_and_audited_as_such()
    {
        await using var skr = await StartAsync();

        var first = await ReleaseAsync(skr);

        Assert.Equal(first, await ReleaseAsync(skr));
        Assert.Equal(["cached", "accepted"], await OutcomesAsync(skr));
    }

    [Fact]
    public async Task A_key_that_is_used_is_renewed_in_the_background()
    {
        await using var skr = await StartAsync();
        await ReleaseAsync(skr);
        await ReleaseAsync(skr);

        _time.Advance(_half);

        await UntilAsync(async () => (await AuditAsync(skr)).Contains("\"transport\":\"refresh\"", StringComparison.Ordinal) && (await OutcomesAsync(skr))[0] == "accepted");
        _time.Advance(_half);
        await ReleaseAsync(skr);
        Assert.Equal("cached", (await OutcomesAsync(skr))[0]);
    }

    [Fact]
    public async Task A_failed_renewal_of_the_attestation_drops_the_key()
    {
        await using var skr = await StartAsync();
        await ReleaseAsync(skr);
        await ReleaseAsync(skr);
        _answerOfProvider = """{"token":"no longer attested"}""";

        _time.Advance(_half);
        await UntilAsync(async () => (await OutcomesAsync(skr))[0] == "refused");

        Assert.Contains("no token", await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attestation_that_is_refused_to_anyone_drops_the_key()
    {
        await using var skr = await StartAsync();
        await ReleaseAsync(skr);
        _answerOfProvider = """{"token":"no longer attested"}""";

        await skr.RefusalAsync("/attest/maa", $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""");

        await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName));
    }

    [Fact]
    public async Task A_version_that_was_disabled_is_answered_with_no_longer_than_keys_are_kept()
    {
        var key = await fixture.Cloud.CreateKeyAsync($"revoked-{Guid.NewGuid():n}", Cloud.HostData);
        var body = fixture.Cloud.ReleaseBody($"{key.Name}/{key.Properties.Version}");
        await using var skr = await StartAsync();
        await skr.PostAsync("/key/release", body, "key");
        await fixture.Cloud.SetEnabledAsync(key, enabled: false);

        // Just short of the ten minutes, and just after them.
        _time.Advance(TimeSpan.FromMinutes(9.9));
        await skr.PostAsync("/key/release", body, "key");
        _time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Contains("Operation release is not allowed on a disabled key.", await skr.RefusalAsync("/key/release", body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_was_disabled_is_dropped_when_it_is_renewed()
    {
        var key = await fixture.Cloud.CreateKeyAsync($"revoked-{Guid.NewGuid():n}", Cloud.HostData);
        var body = fixture.Cloud.ReleaseBody($"{key.Name}/{key.Properties.Version}");
        await using var skr = await StartAsync();
        await skr.PostAsync("/key/release", body, "key");
        await skr.PostAsync("/key/release", body, "key");
        await fixture.Cloud.SetEnabledAsync(key, enabled: false);

        _time.Advance(_half);
        await UntilAsync(async () => (await OutcomesAsync(skr))[0] == "refused");

        Assert.Contains("disabled key", await skr.RefusalAsync("/key/release", body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_down_costs_the_key_only_once_it_is_too_old()
    {
        await using var skr = await StartAsync();
        await ReleaseAsync(skr);
        await ReleaseAsync(skr);
        _providerIsDown = true;

        _time.Advance(_half);
        await UntilAsync(async () => (await OutcomesAsync(skr))[0] == "refused");
        await ReleaseAsync(skr);

        _time.Advance(_half);
        var refusal = skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName));
        await UntilAsync(() => Task.FromResult(refusal.IsCompleted));
        Assert.Contains("cannot be reached", await refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Release:CacheAge", "-00:00:01")]
    [InlineData("Release:CacheAge", "2.00:00:00")]
    [InlineData("Release:CacheSize", "0")]
    [InlineData("Release:PreparedKeys", "65")]
    [InlineData("Audit:Records", "10001")]
    public async Task A_bound_that_is_none_stops_the_start(string key, string value)
        => Assert.Contains(
            key,
            (await Assert.ThrowsAsync<OptionsValidationException>(() => SkrHost.StartAsync([new(key, value)]))).Message,
            StringComparison.Ordinal);

    private Dictionary<string, string?> Settings(params (string Key, string? Value)[] more)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["Release:CacheAge"] = "00:10:00";
        settings["Audit:Records"] = "20";
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    private Task<SkrHost> StartAsync() => SkrHost.StartAsync(Settings(), services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.AddHttpClient(MaaClient.Client).AddHttpMessageHandler(() => new TamperingHandler(response: answer
            => _providerIsDown ? throw new HttpRequestException("The network is down.") : _answerOfProvider ?? answer));
    });

    private async Task<string> ReleaseAsync(SkrHost skr) => await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");

    private static async Task<string> AuditAsync(SkrHost skr) => (await skr.SendAsync("GET", AuditEndpoints.Path)).Body;

    /// <summary>How the releases ended, the newest first.</summary>
    private static async Task<string[]> OutcomesAsync(SkrHost skr)
    {
        using var records = System.Text.Json.JsonDocument.Parse(await AuditAsync(skr));
        return [.. records.RootElement.EnumerateArray()
            .Where(record => record.GetProperty("action").GetString() == "release")
            .Select(record => record.GetProperty("outcome").GetString()!)];
    }

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition())
        {
            // What waits before it tries again goes by this clock, too.
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(50, limit.Token);
        }
    }
}
