using System.Net;

namespace CcDemo.Skr.Tests.Release;

/// <summary>Each refusal reaches the caller as a sentence that names the cause.</summary>
[Collection(CloudTests.Name)]
public sealed class RefusalTests(CloudFixture fixture)
{
    [Fact]
    public async Task A_guest_whose_policy_differs_by_one_character_is_refused()
    {
        var changed = Cloud.Policy.Replace("false", "falsE", StringComparison.Ordinal);

        var reason = await RefusalAsync(await fixture.Cloud.LaunchAsync(changed));

        Assert.Contains("x-ms-sevsnpvm-hostdata", reason, StringComparison.Ordinal);
        Assert.Contains(Cloud.HostDataOf(changed), reason, StringComparison.Ordinal);
        Assert.Contains(Cloud.HostData, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_with_a_flipped_bit_is_refused()
        => Assert.Contains("signature does not verify", await RefusalAsync(await fixture.Cloud.LaunchAsync(fault: "flipped-bit")), StringComparison.Ordinal);

    [Fact]
    public async Task A_report_of_a_foreign_chain_is_refused()
        => Assert.Contains("none of the trusted roots", await RefusalAsync(await fixture.Cloud.LaunchAsync(fault: "foreign-chain")), StringComparison.Ordinal);

    [Fact]
    public async Task A_guest_that_can_be_debugged_is_refused()
        => Assert.Contains("x-ms-sevsnpvm-is-debuggable is true", await RefusalAsync(await fixture.Cloud.LaunchAsync(debug: true)), StringComparison.Ordinal);

    [Fact]
    public async Task Runtime_data_that_does_not_match_the_report_is_refused()
        => Assert.Contains("runtime data does not match", await RefusalAsync(await fixture.Cloud.LaunchAsync(fault: "runtime-data")), StringComparison.Ordinal);

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        var other = await fixture.OtherCloud.Value;
        await using var skr = await StartWithBothCasAsync(other);

        var reason = await skr.RefusalAsync("/key/release", $$"""{"maa_endpoint":"{{other.Maa}}","akv_endpoint":"{{fixture.Cloud.Vault}}","kid":"{{CloudFixture.KeyName}}"}""");

        Assert.Contains($"issued by 'https://{other.Maa}'", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await using var other = await Cloud.StartAsync(("Emulator:TokenLifetime", "-01:00:00"));
        await using var skr = await StartWithBothCasAsync(other);

        var reason = await skr.RefusalAsync("/key/release", $$"""{"maa_endpoint":"{{other.Maa}}","akv_endpoint":"{{fixture.Cloud.Vault}}","kid":"{{CloudFixture.KeyName}}"}""");

        Assert.Contains("expired", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_release_policy_is_refused()
    {
        var skr = fixture.Skr;

        Assert.Contains("no release policy", await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.UnreleasableKeyName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_without_the_role_is_refused()
    {
        await using var skr = await fixture.StartSkrAsync(clientId: Cloud.Reader);

        var reason = await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName));

        Assert.Contains("Key Vault Crypto Service Release User", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flipped-bit", "attest")]
    [InlineData(null, "vault.release")]
    public async Task A_refusal_says_in_which_stage_it_came(string? fault, string stage)
    {
        await using var skr = await fixture.StartSkrAsync(fault is null ? fixture.Guest : await fixture.Cloud.LaunchAsync(fault: fault));

        using var response = await skr.SendRawAsync("POST", "/key/release", fixture.Cloud.ReleaseBody("no-such-key"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(stage, Assert.Single(response.Headers.GetValues("X-CcDemo-Stage")));
    }

    [Fact]
    public async Task An_identity_that_does_not_exist_is_refused()
    {
        await using var skr = await fixture.StartSkrAsync(clientId: "nobody-knows-me");

        Assert.Contains("identity got no token", await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        var skr = fixture.Skr;

        Assert.Contains("no-such-key", await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_whose_certificate_is_not_trusted_is_refused()
    {
        var other = await fixture.OtherCloud.Value;
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["Trust:CaFile"] = other.CaFile;
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.Contains("not trusted", await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName)), StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(Guest guest)
    {
        await using var skr = await fixture.StartSkrAsync(guest);
        return await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName));
    }

    private async Task<SkrHost> StartWithBothCasAsync(Cloud other)
    {
        var settings = other.SettingsOf(await other.LaunchAsync());
        var roots = Path.Combine(Path.GetTempPath(), $"ccdemo-roots-{Guid.NewGuid():n}.pem");
        await File.WriteAllTextAsync(roots, string.Join('\n', await File.ReadAllTextAsync(fixture.Cloud.CaFile), await File.ReadAllTextAsync(other.CaFile)));
        settings["Trust:CaFile"] = roots;
        return await SkrHost.StartAsync(settings);
    }
}
