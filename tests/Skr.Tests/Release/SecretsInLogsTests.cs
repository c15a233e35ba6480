using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Tests.KeyProvider;
using Grpc.Core;

namespace CcDemo.Skr.Tests.Release;

/// <summary>No private key, token or plaintext gets into a log, however talkative it is set: neither the logger's nor the log file.</summary>
[Collection(CloudTests.Name)]
public sealed class SecretsInLogsTests(CloudFixture fixture)
{
    private const string Secret = "a layer key that nobody may read";

    [Fact]
    public async Task Logs_hold_no_key_and_no_token_after_releases_by_HTTP()
    {
        await using var skr = await StartAsync();
        var accessToken = await fixture.Cloud.AccessTokenAsync(Cloud.Releaser);

        var key = Jwk.Parse(await skr.Host.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName, accessToken), "key"));
        var ec = Jwk.Parse(await skr.Host.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.EcKeyName), "key"));
        var symmetric = Jwk.Parse(await skr.Host.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.SymmetricKeyName), "key"));
        var token = await skr.Host.PostAsync("/attest/maa", $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""", "token");
        await skr.Host.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key", accessToken));
        await skr.Host.SendAsync("POST", "/key/release", $$"""{"access_token":"{{accessToken}}" oops""");
        await skr.Host.SendAsync("POST", "/key/release", $$"""{"access_token":{"{{accessToken}}":1} }""");

        await AssertSilentAsync(skr, [key.D!, key.P!, key.Q!, key.DP!, key.DQ!, key.QI!, ec.D!, symmetric.K!, accessToken, token], "AUDIT key demo-key");
    }

    [Fact]
    public async Task Logs_hold_no_key_no_token_and_no_plaintext_after_wrapping_and_unwrapping_by_gRPC()
    {
        await using var skr = await StartAsync();
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        using var client = new ReflectionClient(skr.Host.GrpcAddress);
        var dialect = KeyProviderDialect.V213;

        var wrapped = await client.CallAsync(dialect.Service, "WrapKey", (dialect.WrapInput, dialect.WrapRequest(folder.KeyPath, Encoding.UTF8.GetBytes(Secret))));
        using var document = JsonDocument.Parse((byte[])wrapped[dialect.WrapOutput]);
        var annotation = document.RootElement.GetProperty("keywrapresults").GetProperty("annotation").GetBytesFromBase64();
        var unwrapped = await client.CallAsync(dialect.Service, "UnWrapKey", (dialect.WrapInput, dialect.UnwrapRequest(annotation)));
        await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(dialect.Service, "WrapKey", (dialect.WrapInput, (byte[])[.. dialect.WrapRequest(folder.KeyPath, Encoding.UTF8.GetBytes(Secret)), (byte)'x'])));
        await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(dialect.Service, "WrapKey", (dialect.WrapInput, dialect.WrapRequest("/nokey", Encoding.UTF8.GetBytes(Secret)))));
        var key = Jwk.Parse(await skr.Host.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key"));

        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), Encoding.UTF8.GetString((byte[])unwrapped[dialect.WrapOutput]), StringComparison.Ordinal);
        await AssertSilentAsync(skr, [Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), key.D!, key.P!, key.Q!, key.DP!, key.DQ!, key.QI!], "/key_provider.KeyProviderService/WrapKey was refused");
    }

    private static async Task AssertSilentAsync(LoggingSkr skr, IReadOnlyList<string> secrets, string said)
    {
        Assert.Contains("Trace System.Net.Http.HttpClient", skr.Host.Logs.Text, StringComparison.Ordinal);
        foreach (var log in (string[])[skr.Host.Logs.Text, await skr.ReadFileAsync()])
        {
            Assert.Contains(said, log, StringComparison.Ordinal);
            Assert.Contains("AUDIT attestation accepted", log, StringComparison.Ordinal);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
            // How every JSON Web Token begins; and a header that carries one.
            Assert.DoesNotContain("eyJ", log, StringComparison.Ordinal);
            Assert.DoesNotMatch("(?i)bearer +[A-Za-z0-9]", log);
        }
    }

    private async Task<LoggingSkr> StartAsync()
    {
        var file = Path.GetTempFileName();
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["LogFile"] = file;
        settings["LogLevel"] = "trace";
        return new LoggingSkr(await SkrHost.StartAsync(settings), file);
    }

    private sealed record LoggingSkr(SkrHost Host, string File) : IAsyncDisposable
    {
        public async Task<string> ReadFileAsync()
        {
            using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return await reader.ReadToEndAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            System.IO.File.Delete(File);
        }
    }
}
