using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CcDemo.Skr.Tests.Configuration;

/// <summary>A web page that has its own name resolve to this machine (DNS rebinding) gets through on neither port.</summary>
[Collection(CloudTests.Name)]
public sealed class HostHeaderTests(CloudFixture fixture)
{
    [Theory]
    [InlineData("rebound.example")]
    [InlineData("localhost.rebound.example")]
    [InlineData("169.254.169.254")]
    public async Task A_request_under_another_hosts_name_is_refused(string host)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(fixture.Skr.Address, "/status", HttpMethod.Get, host, HttpVersion.Version11));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(fixture.Skr.Address, "/key/release", HttpMethod.Post, host, HttpVersion.Version11));
    }

    [Fact]
    public async Task The_refusal_is_one_well_formed_error()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Skr.Address, "/key/release")) { Headers = { Host = "rebound.example" } };

        using var answer = await client.SendAsync(request);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["error"], body.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Contains("localhost", body.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rebound.example")]
    [InlineData("rebound.example:50000")]
    public async Task A_call_under_another_authority_is_refused(string authority)
        => Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(fixture.Skr.GrpcAddress, "/keyprovider.KeyProviderService/SayHello", HttpMethod.Post, authority, HttpVersion.Version20));

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:50000")]
    [InlineData("127.0.0.1")]
    public async Task This_machines_own_names_are_served(string host)
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(fixture.Skr.Address, "/status", HttpMethod.Get, host, HttpVersion.Version11));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(fixture.Skr.GrpcAddress, "/keyprovider.KeyProviderService/SayHello", HttpMethod.Post, host, HttpVersion.Version20));
    }

    [Fact]
    public async Task A_request_without_a_hosts_name_is_refused()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, fixture.Skr.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("GET /status HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 400 ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(Uri address, string path, HttpMethod method, string host, Version version)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Headers = { Host = host } };
        if (version == HttpVersion.Version20)
        {
            // An empty message of gRPC: five octets of frame.
            request.Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } };
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
