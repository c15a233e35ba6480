using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using CcDemo.Skr.Hardware;
using CcDemo.Skr.Tests.KeyProvider;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Skr.Tests.Limits;

/// <summary>What is too much is refused: by HTTP and by gRPC, with a sentence.</summary>
[Collection(CloudTests.Name)]
public sealed class LimitTests(CloudFixture fixture)
{
    private const string Body = """{"runtime_data":"aGVsbG8="}""";

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Skr.Address, "/attest/raw"))
        {
            Content = new StringContent($$"""{"runtime_data":"{{new string('A', 1024 * 1024)}}"}"""),
            // The answer comes before the body is sent, so that the connection does not break while it is.
            Headers = { ExpectContinue = true },
        };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.StartsWith("""{"error":""", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_tell_its_length_is_cut_off_at_the_limit()
    {
        await using var skr = await StartAsync(new BlockedDevice(), ("Limits:RequestBytes", "2048"));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(skr.Address, "/attest/raw"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"runtime_data":"{{new string('A', 4096)}}"}""")),
            Headers = { TransferEncodingChunked = true },
        };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Skr.Address, "/status")) { Headers = { { "X-Large", new string('a', 20 * 1024) } } };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_call_beyond_the_limit_is_refused()
    {
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync($"{KeyProviderDialect.V27.Service}/WrapKey", new byte[1024 * 1024]));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task A_compressed_call_which_could_grow_is_refused()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[1024]);
        }

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Skr.GrpcAddress, $"/{KeyProviderDialect.V27.Service}/WrapKey"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { { "grpc-encoding", "gzip" } },
            // The frame: compressed, and how long it is.
            Content = new ByteArrayContent([1, 0, 0, 0, (byte)compressed.Length, .. compressed.ToArray()]) { Headers = { ContentType = new("application/grpc") } },
        };

        using var answer = await client.SendAsync(request);
        await answer.Content.LoadIntoBufferAsync();

        var status = answer.TrailingHeaders.TryGetValues("grpc-status", out var values) ? values : answer.Headers.GetValues("grpc-status");
        Assert.Equal(StatusCode.Unimplemented, (StatusCode)int.Parse(status.Single(), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Deeply_nested_JSON_is_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("""{"a":""", 1000)) + "1" + new string('}', 1000);
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        var (status, _) = await fixture.Skr.SendAsync("POST", "/attest/raw", nested);
        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(
            KeyProviderDialect.V27.Service, "WrapKey", (KeyProviderDialect.V27.WrapInput, Encoding.UTF8.GetBytes(nested))));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    public async Task Beyond_those_at_work_and_those_waiting_a_request_is_turned_away_until_there_is_room_again()
    {
        var device = new BlockedDevice();
        await using var skr = await StartAsync(device, ("Limits:Concurrent", "1"), ("Limits:Queued", "0"));
        using var client = new ReflectionClient(skr.GrpcAddress);
        var atWork = skr.SendAsync("POST", "/attest/raw", Body);
        await device.Asked;

        using var turnedAway = await skr.SendRawAsync("POST", "/attest/raw", Body);
        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(KeyProviderDialect.V27.Service, "GetReport", (KeyProviderDialect.V27.ReportData, "00")));
        var status = await skr.SendAsync("GET", "/status");
        var hello = await client.CallAsync(KeyProviderDialect.V27.Service, "SayHello", ("name", "world"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.StatusCode);
        Assert.Equal("1", turnedAway.Headers.RetryAfter?.ToString());
        Assert.Matches("""^\{"error":"The sidecar is at work on 1 requests.+"\}$""", await turnedAway.Content.ReadAsStringAsync());
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Contains("at work on 1 requests", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, status.Status);
        Assert.Equal("Hello world", hello["message"]);

        device.Release();
        Assert.Equal(HttpStatusCode.Forbidden, (await atWork).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await skr.SendAsync("POST", "/attest/raw", Body)).Status);
    }

    [Fact]
    public async Task One_that_waits_is_served_when_there_is_room()
    {
        var device = new BlockedDevice();
        await using var skr = await StartAsync(device, ("Limits:Concurrent", "1"), ("Limits:Queued", "1"));
        var atWork = skr.SendAsync("POST", "/attest/raw", Body);
        await device.Asked;
        Task<(HttpStatusCode Status, string Body)>[] others = [skr.SendAsync("POST", "/attest/raw", Body), skr.SendAsync("POST", "/attest/raw", Body)];

        var turnedAway = await Task.WhenAny(others);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await turnedAway).Status);
        device.Release();

        Assert.Equal(HttpStatusCode.Forbidden, (await atWork).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await others.Single(other => other != turnedAway)).Status);
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_with_a_sentence()
    {
        await using var skr = await StartAsync(new BlockedDevice(), ("Limits:RequestTime", "00:00:00.3"));
        using var client = new ReflectionClient(skr.GrpcAddress);

        var (status, body) = await skr.SendAsync("POST", "/attest/raw", Body);
        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync($"{KeyProviderDialect.V213.Service}/GetReport", []));

        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.Matches("""^\{"error":"The request took longer.+"\}$""", body);
        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        Assert.Contains("The request took longer", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_waits_too_long_for_its_turn_is_ended_with_a_sentence()
    {
        await using var skr = await StartAsync(new BlockedDevice(), ("Limits:RequestTime", "00:00:00.5"), ("Limits:Concurrent", "1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => skr.SendAsync("POST", "/attest/raw", Body)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status));
    }

    private static Task<SkrHost> StartAsync(ISnpDevice device, params (string Key, string Value)[] settings)
        => SkrHost.StartAsync(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)), services => services.AddSingleton(device));
}
