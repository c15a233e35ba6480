using System.Net;
using System.Text.Json;
using CcDemo.Skr.Audit;
using CcDemo.Skr.Tests.KeyProvider;

namespace CcDemo.Skr.Tests.Audit;

[Collection(CloudTests.Name)]
public sealed class AuditTests(CloudFixture fixture)
{
    [Fact]
    public async Task A_release_is_recorded_with_caller_key_measurement_and_outcome()
    {
        await using var skr = await StartAsync();
        using var caller = new HttpClient { BaseAddress = skr.Address };
        caller.DefaultRequestHeaders.UserAgent.ParseAdd("consumer/1.0");

        using var released = await caller.PostAsync(new Uri("/key/release", UriKind.Relative), new StringContent(fixture.Cloud.ReleaseBody(CloudFixture.KeyName)));
        var records = await RecordsAsync(skr);

        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        Assert.Equal([("release", "accepted"), ("attest", "accepted")], records.Select(record => (Text(record, "action"), Text(record, "outcome"))));
        Assert.All(records, record =>
        {
            Assert.Equal("HTTP", Text(record, "transport"));
            Assert.Matches(@"^127\.0\.0\.1:[0-9]+$", Text(record, "caller"));
            Assert.Equal("consumer/1.0", Text(record, "user_agent"));
            Assert.Equal(fixture.Cloud.Maa, Text(record, "provider"));
            Assert.Equal(Cloud.HostData, Text(record, "host_data"));
            Assert.Equal(96, Text(record, "launch_measurement")!.Length);
        });
        Assert.Equal((fixture.Cloud.Vault, CloudFixture.KeyName), (Text(records[0], "vault"), Text(records[0], "key")));
    }

    [Fact]
    public async Task A_refusal_is_recorded_with_its_reason()
    {
        await using var skr = await StartAsync();

        var reason = await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key"));
        var records = await RecordsAsync(skr);

        Assert.Equal([("release", "refused"), ("attest", "accepted")], records.Select(record => (Text(record, "action"), Text(record, "outcome"))));
        Assert.Equal(reason, Text(records[0], "reason"));
        Assert.Equal("no-such-key", Text(records[0], "key"));
    }

    [Fact]
    public async Task An_attestation_that_fails_before_a_report_is_recorded_without_a_measurement()
    {
        await using var skr = await StartAsync(("Snp:Device", "http://127.0.0.1:1/nothing"));

        await skr.RefusalAsync("/attest/maa", $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""");
        var record = Assert.Single(await RecordsAsync(skr));

        Assert.Equal(("attest", "refused", null), (Text(record, "action"), Text(record, "outcome"), Text(record, "host_data")));
    }

    [Theory]
    [InlineData("/attest/raw")]
    [InlineData("/attest/combined")]
    public async Task A_report_that_is_handed_out_is_recorded(string path)
    {
        await using var skr = await StartAsync();

        var (status, _) = await skr.SendAsync("POST", path, """{"runtime_data":"aGVsbG8="}""");
        var record = Assert.Single(await RecordsAsync(skr));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("report", "accepted", "HTTP", Cloud.HostData, null), (Text(record, "action"), Text(record, "outcome"), Text(record, "transport"), Text(record, "host_data"), Text(record, "provider")));
        Assert.Contains("AUDIT report made", skr.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/attest/raw")]
    [InlineData("/attest/combined")]
    public async Task A_report_that_is_not_had_is_recorded_with_the_reason(string path)
    {
        await using var skr = await StartAsync(("Snp:Device", "http://127.0.0.1:1/nothing"));

        var reason = await skr.RefusalAsync(path, """{"runtime_data":"aGVsbG8="}""");
        var record = Assert.Single(await RecordsAsync(skr));

        Assert.Equal(("report", "refused", reason), (Text(record, "action"), Text(record, "outcome"), Text(record, "reason")));
        Assert.Contains("AUDIT report refused", skr.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_over_gRPC_is_recorded_too()
    {
        await using var skr = await StartAsync();
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        using var client = new ReflectionClient(skr.GrpcAddress);
        var dialect = KeyProviderDialect.V213;

        await client.CallAsync(dialect.Service, "GetReport", (dialect.ReportData, "00"));
        await client.CallAsync(dialect.Service, "GetAttestationData", (dialect.RuntimeData, "aGVsbG8="));
        var wrapped = await client.CallAsync(dialect.Service, "WrapKey", (dialect.WrapInput, dialect.WrapRequest(folder.KeyPath, "a layer key"u8.ToArray())));
        using var document = JsonDocument.Parse((byte[])wrapped[dialect.WrapOutput]);
        await client.CallAsync(dialect.Service, "UnWrapKey", (dialect.WrapInput, dialect.UnwrapRequest(document.RootElement.GetProperty("keywrapresults").GetProperty("annotation").GetBytesFromBase64())));
        var records = await RecordsAsync(skr);

        Assert.Equal(["release", "attest", "report", "report"], records.Select(record => Text(record, "action")));
        Assert.All(records, record => Assert.Equal(
            ("accepted", "gRPC", Cloud.HostData),
            (Text(record, "outcome"), Text(record, "transport"), Text(record, "host_data"))));
    }

    [Fact]
    public async Task No_more_records_are_kept_than_asked_for()
    {
        await using var skr = await StartAsync(("Audit:Records", "3"));
        for (var i = 0; i < 3; i++)
        {
            await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key"));
        }

        Assert.Equal(["release", "attest", "release"], (await RecordsAsync(skr)).Select(record => Text(record, "action")));
    }

    [Fact]
    public async Task Unless_it_is_asked_for_there_is_no_route()
    {
        await using var skr = await StartAsync(("Audit:Records", null));
        await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key"));

        var (status, body) = await skr.SendAsync("GET", AuditEndpoints.Path);

        Assert.Equal((HttpStatusCode.NotFound, "404 page not found"), (status, body));
        Assert.Contains("AUDIT key no-such-key", skr.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_cannot_write_lines_of_its_own_into_the_record()
    {
        await using var skr = await StartAsync();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, skr.Address.Port);
        var body = fixture.Cloud.ReleaseBody("no-such-key");
        // An obsolete way to write a header on two lines, and characters that a terminal would obey.
        await socket.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes($"POST /key/release HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: a\tAUDIT   key {new string('x', 400)}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        using var reader = new StreamReader(socket.GetStream());
        await reader.ReadToEndAsync();

        var agent = Text((await RecordsAsync(skr))[0], "user_agent")!;

        Assert.StartsWith("a AUDIT key xxx", agent, StringComparison.Ordinal);
        Assert.Equal(200, agent.Length);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("fatal")]
    public async Task What_is_audited_is_logged_at_every_level(string level)
    {
        await using var skr = await StartAsync(("LogLevel", level), ("Logging:LogLevel:Default", null));

        await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");

        Assert.Contains($"Information {AuditLog.Category} AUDIT key {CloudFixture.KeyName} of {fixture.Cloud.Vault} released (accepted)", skr.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_holds_no_key_and_no_token()
    {
        await using var skr = await StartAsync();
        var accessToken = await fixture.Cloud.AccessTokenAsync(Cloud.Releaser);

        var key = CcDemo.Attestation.Jwk.Parse(await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName, accessToken), "key"));
        var (_, json) = await skr.SendAsync("GET", AuditEndpoints.Path);

        Assert.All([key.D!, key.P!, key.Q!, accessToken, "eyJ"], secret => Assert.DoesNotContain(secret, json, StringComparison.Ordinal));
    }

    private static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static async Task<JsonElement[]> RecordsAsync(SkrHost skr)
    {
        var (status, json) = await skr.SendAsync("GET", AuditEndpoints.Path);
        Assert.Equal(HttpStatusCode.OK, status);
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(record => record.Clone())];
    }

    private Task<SkrHost> StartAsync(params (string Key, string? Value)[] more)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["Audit:Records"] = "10";
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return SkrHost.StartAsync(settings);
    }
}
