using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
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
    public async Task Logs_hold_no_key_and_no_token()
    {
        await using var skr = await fixture.StartSkrAsync();
        var accessToken = await fixture.Cloud.AccessTokenAsync(Cloud.Releaser);

        var key = Jwk.Parse(await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName, accessToken), "key"));
        await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");
        await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key", accessToken));
        await skr.SendAsync("POST", "/key/release", $$"""{"access_token":"{{accessToken}}" oops""");

        var logs = skr.Logs.Text;
        Assert.Contains("Trace System.Net.Http.HttpClient", logs, StringComparison.Ordinal);
        Assert.Contains("AUDIT key demo-key", logs, StringComparison.Ordinal);
        Assert.Contains("AUDIT attestation accepted", logs, StringComparison.Ordinal);
        Assert.All([key.D!, key.P!, key.Q!, key.DP!, key.DQ!, key.QI!, accessToken], secret => Assert.DoesNotContain(secret, logs, StringComparison.Ordinal));
        Assert.DoesNotContain("eyJ", logs, StringComparison.Ordinal);
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
            new HashSet<string> { "skr.report", "skr.attest", "skr.release", "skr.unwrap" },
            own.Where(activity => activity.Source == "CcDemo.Skr").Select(activity => activity.Name).ToHashSet());
        Assert.Contains(own, activity => activity.Source == "CcDemo.AzureEmulator" && activity.Name == "release");
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"maa_endpoint": "maa.test", "akv_endpoint": "akv.test"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"maa_endpoint": "maa.test", "akv_endpoint": "", "kid": "rsahsm", "access_token": "tok"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"maa_endpoint": "maa.test", "akv_endpoint": "akv.test", "kid": 5, "access_token": "tok"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"maa_endpoint": "maa.test", "akv_endpoint": "akv.test", "kid": "../secrets/x", "access_token": "tok"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"maa_endpoint": "127.0.0.1:1", "akv_endpoint": "akv.test", "kid": "rsahsm", "access_token": "tok"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"maa_endpoint": "MAA", "akv_endpoint": "127.0.0.1:1", "kid": "rsahsm", "access_token": "tok"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"maa_endpoint": "MAA/x", "akv_endpoint": "akv.test", "kid": "rsahsm", "access_token": "tok"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"maa_endpoint": "MAA", "akv_endpoint": "METADATA", "kid": "rsahsm", "access_token": "tok"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"maa_endpoint": "MAA", "akv_endpoint": "http://VAULT", "kid": "rsahsm", "access_token": "tok"}""", HttpStatusCode.Forbidden)]
    public async Task Each_observed_case_has_the_originals_status_and_one_well_formed_error(string body, HttpStatusCode status)
    {
        var skr = fixture.Skr;
        var cloud = fixture.Cloud;

        var (actual, json) = await skr.SendAsync("POST", "/key/release", body
            .Replace("MAA", cloud.Maa, StringComparison.Ordinal)
            .Replace("VAULT", cloud.Vault, StringComparison.Ordinal)
            .Replace("METADATA", cloud.Metadata.Authority, StringComparison.Ordinal));

        Assert.Equal(status, actual);
        Assert.Matches("^\\{\"error\":\".+\"\\}$", json);
        Assert.DoesNotContain("tok\"", json, StringComparison.Ordinal);
    }
}
