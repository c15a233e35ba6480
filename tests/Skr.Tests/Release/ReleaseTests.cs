using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.Skr.Tests.Release;

[Collection(CloudTests.Name)]
public sealed class ReleaseTests(CloudFixture fixture)
{
    [Fact]
    public async Task The_released_key_opens_what_was_sealed_to_the_vaults_public_key()
    {
        var skr = fixture.Skr;

        var key = await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");

        using var sealer = fixture.Key.Key.ToRSA();
        using var opener = Jwk.Parse(key).ToRsa();
        var ciphertext = sealer.Encrypt("a message"u8, RSAEncryptionPadding.OaepSHA256);
        Assert.Equal("a message", Encoding.UTF8.GetString(opener.Decrypt(ciphertext, RSAEncryptionPadding.OaepSHA256)));
        Assert.Matches("^\\{\"d\":\"[\\w-]+\",\"dp\":\"[\\w-]+\",\"dq\":\"[\\w-]+\",\"e\":\"AQAB\",\"key_ops\":\\[.+\\],\"kty\":\"RSA\",\"n\":\"[\\w-]+\",\"p\":\"[\\w-]+\",\"q\":\"[\\w-]+\",\"qi\":\"[\\w-]+\"\\}$", key);
    }

    [Fact]
    public async Task The_policy_that_the_vault_judged_by_comes_in_a_header_beside_the_unchanged_body()
    {
        using var response = await fixture.Skr.SendRawAsync("POST", "/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName));

        var policy = Encoding.UTF8.GetString(Base64UrlText.Decode(Assert.Single(response.Headers.GetValues("X-CcDemo-Release-Policy"))));
        Assert.Equal([$"https://{fixture.Cloud.Maa}"], ReleasePolicy.Parse(policy).Authorities);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("key", Assert.Single(answer.RootElement.EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_version_of_the_key_can_be_asked_for()
    {
        var skr = fixture.Skr;

        var key = await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody($"{CloudFixture.KeyName}/{fixture.Key.Properties.Version}"), "key");

        Assert.Equal(Base64UrlText.Encode(fixture.Key.Key.N), Jwk.Parse(key).N);
        Assert.Contains("404", await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody($"{CloudFixture.KeyName}/00000000000000000000000000000000")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_can_bring_an_access_token_along()
    {
        await using var skr = await fixture.StartSkrAsync(clientId: "nobody-knows-me");

        var key = await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName, await fixture.Cloud.AccessTokenAsync(Cloud.Releaser)), "key");

        Assert.True(Jwk.Parse(key).HasPrivateKey);
    }

    [Fact]
    public async Task One_trace_runs_through_attestation_release_and_the_vault()
    {
        var activities = new ConcurrentBag<(string Source, string Name, ActivityTraceId Trace)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("CcDemo.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Add((activity.Source.Name, activity.OperationName, activity.TraceId)),
        };
        ActivitySource.AddActivityListener(listener);
        var skr = fixture.Skr;
        using var caller = new Activity("caller").Start();

        await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");

        var own = activities.Where(activity => activity.Trace == caller.TraceId).ToList();
        Assert.Superset(
            new HashSet<string>
            {
                "skr.attestation", "skr.report", "skr.certificates", "skr.attest", "skr.token.verify",
                "skr.release", "skr.vault.release", "skr.vault.token", "skr.release.verify", "skr.unwrap",
            },
            own.Where(activity => activity.Source == "CcDemo.Skr").Select(activity => activity.Name).ToHashSet());
        Assert.Contains(own, activity => activity.Source == "CcDemo.AzureEmulator" && activity.Name == "release");
    }
}
