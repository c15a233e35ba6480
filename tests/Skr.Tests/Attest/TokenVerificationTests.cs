using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CcDemo.Skr.Tests.Attest;

/// <summary>Whatever of a provider's token does not hold, the caller is refused and told what it is.</summary>
[Collection(CloudTests.Name)]
public sealed class TokenVerificationTests(CloudFixture fixture) : IAsyncLifetime
{
    private TestProvider _provider = null!;

    public async Task InitializeAsync() => _provider = await TestProvider.StartAsync();

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    [Fact]
    public async Task A_token_in_which_all_holds_is_handed_on()
    {
        await using var skr = await StartAsync();

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_may_come_back_as_a_number()
    {
        _provider.ChangeClaims = claims => claims["nonce"] = ulong.Parse(claims["nonce"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        await using var skr = await StartAsync();

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_the_nonce_is_refused()
    {
        _provider.ChangeClaims = claims => claims.Remove("nonce");

        Assert.Contains("lacks the nonce", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_the_nonce_is_accepted_only_when_the_setting_says_so()
    {
        _provider.ChangeClaims = claims => claims.Remove("nonce");
        await using var skr = await StartAsync(("Attestation:RequireNonce", "false"));

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_token_with_another_nonce_is_refused_whatever_the_setting_says(string required)
    {
        _provider.ChangeClaims = claims => claims["nonce"] = "1";

        Assert.Contains("another nonce", await RefusalAsync(("Attestation:RequireNonce", required)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-ms-sevsnpvm-reportdata", "00", "another report")]
    [InlineData("x-ms-sevsnpvm-reportdata", null, "another report")]
    [InlineData("x-ms-sevsnpvm-hostdata", "00", "another report")]
    [InlineData("x-ms-sevsnpvm-launchmeasurement", "00", "another report")]
    [InlineData("x-ms-attestation-type", "sgx", "'sgx'")]
    [InlineData("x-ms-attestation-type", null, "sevsnpvm")]
    [InlineData("iss", "https://other.test", "issued by 'https://other.test'")]
    public async Task A_claim_that_does_not_hold_is_named(string claim, string? value, string named)
    {
        _provider.ChangeClaims = claims => Set(claims, claim, value);

        Assert.Contains(named, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", -60, "expired")]
    [InlineData("nbf", 3600, "holds only from")]
    public async Task A_token_out_of_its_time_is_refused(string claim, int seconds, string named)
    {
        _provider.ChangeClaims = claims => claims[claim] = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

        Assert.Contains(named, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("exp")]
    public async Task A_token_without_issuer_or_expiry_is_refused(string claim)
    {
        _provider.ChangeClaims = claims => claims.Remove(claim);

        Assert.Contains($"'{claim}'", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_somebody_else_signed_is_refused()
    {
        _provider.IsForged = true;

        Assert.Contains("does not verify", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_signed_with_a_key_that_is_not_published_is_refused()
    {
        _provider.KeyId = "key-2";

        Assert.Contains("'key-2'", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alg", "none", "'none'")]
    [InlineData("alg", "HS256", "'HS256'")]
    [InlineData("crit", "b64", "'crit'")]
    public async Task A_header_that_is_not_the_providers_is_refused(string parameter, string value, string named)
    {
        _provider.ChangeHeader = header => header[parameter] = parameter == "crit" ? new JsonArray(value) : value;

        Assert.Contains(named, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_fetched_from_the_provider_that_was_asked_and_not_from_where_the_token_says()
    {
        await using var elsewhere = await HttpServer.StartAsync(context => context.Response.WriteAsync("""{"keys":[]}"""));
        _provider.ChangeHeader = header => header["jku"] = new Uri(elsewhere.Address, "/certs").AbsoluteUri;
        await using var skr = await StartAsync();

        await skr.PostAsync("/attest/maa", Body, "token");

        Assert.Empty(elsewhere.Requests);
        Assert.Contains("/certs", _provider.Server.Requests);
    }

    [Fact]
    public async Task A_provider_that_changes_its_key_is_asked_for_the_new_one()
    {
        await using var skr = await StartAsync();
        await skr.PostAsync("/attest/maa", Body, "token");
        (_provider.KeyId, _provider.PublishedKeyId) = ("key-2", "key-2");

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
        Assert.Equal(2, _provider.Server.Requests.Count(request => request == "/certs"));
    }

    private string Body => $$"""{"maa_endpoint":"{{_provider.Authority}}","runtime_data":"eyJhIjoxfQ=="}""";

    private static void Set(JsonObject json, string name, string? value)
    {
        json.Remove(name);
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private async Task<string> RefusalAsync(params (string Key, string Value)[] more)
    {
        await using var skr = await StartAsync(more);
        return await skr.RefusalAsync("/attest/maa", Body);
    }

    private async Task<SkrHost> StartAsync(params (string Key, string Value)[] more)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["Trust:CaFile"] = await _provider.Server.WriteRootsAsync();
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return await SkrHost.StartAsync(settings);
    }
}
