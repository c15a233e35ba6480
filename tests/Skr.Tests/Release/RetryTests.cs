using CcDemo.Skr.Tests.Attest;

namespace CcDemo.Skr.Tests.Release;

/// <summary>Services that are overloaded for a moment are asked again; those that refuse are not.</summary>
[Collection(CloudTests.Name)]
public sealed class RetryTests(CloudFixture fixture) : IAsyncLifetime
{
    private TestProvider _provider = null!;

    public async Task InitializeAsync() => _provider = await TestProvider.StartAsync();

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task A_provider_that_is_overloaded_is_asked_again(int status)
    {
        _provider.Failures.Enqueue((status, "0"));
        _provider.Failures.Enqueue((status, null));
        await using var skr = await StartAsync();

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
        Assert.Equal(3, _provider.Server.Requests.Count(IsAttestation));
    }

    [Fact]
    public async Task A_provider_that_stays_overloaded_is_asked_four_times_and_no_more()
    {
        for (var i = 0; i < 20; i++)
        {
            _provider.Failures.Enqueue((503, "0"));
        }

        await using var skr = await StartAsync();

        Assert.Contains("status 503", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
        Assert.Equal(4, _provider.Server.Requests.Count(IsAttestation));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task A_provider_that_refuses_is_asked_once(int status)
    {
        _provider.Failures.Enqueue((status, null));
        await using var skr = await StartAsync();

        Assert.Contains($"status {status}", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
        Assert.Single(_provider.Server.Requests, IsAttestation);
    }

    [Theory]
    [InlineData(429, 4)]
    [InlineData(503, 4)]
    [InlineData(403, 2)]
    public async Task A_vault_that_is_overloaded_is_asked_again_and_one_that_refuses_is_not(int status, int requests)
    {
        var failures = 2;
        await using var vault = await HttpsServer.StartAsync(context =>
        {
            // The first request asks what token the vault wants.
            var isChallenge = context.Request.Headers.Authorization.Count == 0;
            context.Response.StatusCode = isChallenge ? 401 : Interlocked.Decrement(ref failures) >= 0 ? status : 404;
            context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.test/tenant\", resource=\"https://vault.azure.net\"";
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        var settings = await SettingsAsync(vault);
        await using var skr = await SkrHost.StartAsync(settings);

        await skr.RefusalAsync("/key/release", $$"""{"maa_endpoint":"{{_provider.Authority}}","akv_endpoint":"{{vault.Authority}}","kid":"demo","access_token":"token"}""");

        Assert.Equal(requests, vault.Requests.Count);
    }

    private string Body => $$"""{"maa_endpoint":"{{_provider.Authority}}","runtime_data":"eyJhIjoxfQ=="}""";

    private static bool IsAttestation(string request) => request.StartsWith("/attest/", StringComparison.Ordinal);

    private async Task<Dictionary<string, string?>> SettingsAsync(HttpsServer? other = null)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        var roots = await _provider.Server.WriteRootsAsync();
        settings["Trust:CaFile"] = other is null ? roots : await other.WriteRootsAsync(roots);
        return settings;
    }

    private async Task<SkrHost> StartAsync() => await SkrHost.StartAsync(await SettingsAsync());
}
