using System.Net;
using CcDemo.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CcDemo.Skr.Tests.Attest;

/// <summary>The cases that were observed with the Go sidecar: the same status, the same form of success, one well-formed error.</summary>
[Collection(CloudTests.Name)]
public sealed class HttpCaseTests(CloudFixture fixture)
{
    [Theory]
    [InlineData("GET", "/status", 200, """^\{"message":"Status OK"\}$""")]
    [InlineData("HEAD", "/status", 404, "^$")]
    [InlineData("POST", "/status", 404, "^404 page not found$")]
    [InlineData("GET", "/nope", 404, "^404 page not found$")]
    [InlineData("GET", "/", 404, "^404 page not found$")]
    [InlineData("GET", "/status/", 301, "")]
    [InlineData("GET", "/Status", 404, "^404 page not found$")]
    [InlineData("GET", "//status", 404, "^404 page not found$")]
    [InlineData("GET", "/attest/raw", 404, "^404 page not found$")]
    [InlineData("PUT", "/key/release", 404, "^404 page not found$")]
    [InlineData("GET", "/health", 200, "Healthy")]
    [InlineData("GET", "/alive", 200, "Healthy")]
    public async Task A_path_answers_as_the_originals(string method, string path, int status, string body)
    {
        var skr = fixture.Skr;

        var (actual, text) = await skr.SendAsync(method, path);

        Assert.Equal((HttpStatusCode)status, actual);
        Assert.Matches(body, text);
    }

    [Theory]
    [InlineData("ok", """{"runtime_data": "aGVsbG8="}""", 200)]
    [InlineData("empty body", "", 400)]
    [InlineData("{}", "{}", 400)]
    [InlineData("malformed {", "{", 400)]
    [InlineData("malformed text", "hello", 400)]
    [InlineData("trailing comma", """{"runtime_data":"aGVsbG8=",}""", 400)]
    [InlineData("array", "[]", 400)]
    [InlineData("null", "null", 400)]
    [InlineData("number", """{"runtime_data": 5}""", 400)]
    [InlineData("empty string", """{"runtime_data": ""}""", 400)]
    [InlineData("null value", """{"runtime_data": null}""", 400)]
    [InlineData("bad base64", """{"runtime_data": "!!!!"}""", 400)]
    [InlineData("base64 no pad", """{"runtime_data": "aGVsbG8"}""", 400)]
    [InlineData("base64url chars", """{"runtime_data": "_-8="}""", 400)]
    [InlineData("base64 w newline", """{"runtime_data": "aGVs\nbG8="}""", 200)]
    [InlineData("base64 bad trailing bits", """{"runtime_data": "aGVsbG9="}""", 200)]
    [InlineData("base64 space", """{"runtime_data": "aGVs bG8="}""", 400)]
    [InlineData("other case field", """{"Runtime_Data": "aGVsbG8="}""", 200)]
    [InlineData("extra field", """{"runtime_data": "aGVsbG8=", "x": 1}""", 200)]
    [InlineData("dup field", """{"runtime_data":"!!","runtime_data":"aGVsbG8="}""", 200)]
    [InlineData("trailing garbage", """{"runtime_data":"aGVsbG8="} garbage""", 200)]
    [InlineData("BOM", "\uFEFF{\"runtime_data\":\"aGVsbG8=\"}", 400)]
    public async Task A_raw_attestation_answers_as_the_originals(string name, string body, int status)
    {
        Assert.NotEmpty(name);
        var skr = fixture.Skr;

        foreach (var contentType in (string?[])["application/json", "text/plain", null])
        {
            var (actual, text) = await skr.SendAsync("POST", "/attest/raw", body, contentType);

            Assert.Equal((HttpStatusCode)status, actual);
            Assert.Matches(status == 200 ? """^\{"report":"0[0-9a-f]{2367}"\}$""" : """^\{"error":".+"\}$""", text);
        }
    }

    [Theory]
    [InlineData("ok", """{"maa_endpoint": "MAA", "runtime_data": "eyJhIjoxfQ=="}""", 200)]
    [InlineData("ok runtime not json", """{"maa_endpoint": "MAA", "runtime_data": "aGVsbG8="}""", 200)]
    [InlineData("empty body", "", 400)]
    [InlineData("{}", "{}", 400)]
    [InlineData("no endpoint", """{"runtime_data": "aGVsbG8="}""", 400)]
    [InlineData("no runtime", """{"maa_endpoint": "MAA"}""", 400)]
    [InlineData("malformed", """{"maa""", 400)]
    [InlineData("bad base64", """{"maa_endpoint": "MAA", "runtime_data": "!!!!"}""", 400)]
    [InlineData("number", """{"maa_endpoint": 1, "runtime_data": "eyJhIjoxfQ=="}""", 400)]
    [InlineData("refused", """{"maa_endpoint": "127.0.0.1:1", "runtime_data": "eyJhIjoxfQ=="}""", 403)]
    [InlineData("unresolvable", """{"maa_endpoint": "nosuch.invalid", "runtime_data": "eyJhIjoxfQ=="}""", 403)]
    [InlineData("plain http port", """{"maa_endpoint": "METADATA", "runtime_data": "eyJhIjoxfQ=="}""", 403)]
    [InlineData("trailing slash", """{"maa_endpoint": "MAA/", "runtime_data": "eyJhIjoxfQ=="}""", 200)]
    [InlineData("https prefix, which the original cannot do", """{"maa_endpoint": "https://MAA", "runtime_data": "eyJhIjoxfQ=="}""", 200)]
    [InlineData("with path", """{"maa_endpoint": "MAA/x", "runtime_data": "eyJhIjoxfQ=="}""", 403)]
    [InlineData("space in endpoint", """{"maa_endpoint": "bad host", "runtime_data": "eyJhIjoxfQ=="}""", 403)]
    public async Task An_attestation_answers_as_the_originals(string name, string body, int status)
    {
        Assert.NotEmpty(name);
        var skr = fixture.Skr;

        var (actual, text) = await skr.SendAsync("POST", "/attest/maa", body
            .Replace("MAA", fixture.Cloud.Maa, StringComparison.Ordinal)
            .Replace("METADATA", fixture.Cloud.Metadata.Authority, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode)status, actual);
        Assert.Matches(status == 200 ? """^\{"token":"eyJ[\w.-]+"\}$""" : """^\{"error":".+"\}$""", text);
    }

    [Fact]
    public async Task A_body_beyond_a_megabyte_is_refused()
    {
        var skr = fixture.Skr;

        var (status, body) = await skr.SendAsync("POST", "/attest/raw", $$"""{"runtime_data":"{{new string('A', 1024 * 1024)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.StartsWith("""{"error":""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumer_finds_the_sidecar_by_service_discovery()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("services:skr:http:0", fixture.Skr.Address.ToString())]);
        builder.AddServiceDefaults();
        using var host = builder.Build();
        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("""{"message":"Status OK"}""", await client.GetStringAsync(new Uri("http://skr/status")));
    }

    [Fact]
    public async Task A_request_under_another_hosts_name_is_refused()
    {
        var skr = fixture.Skr;
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(skr.Address, "/status")) { Headers = { Host = "rebound.example" } };

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
