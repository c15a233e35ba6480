using System.Net;

namespace CcDemo.Skr.Tests.Conformance;

/// <summary>Each case that was observed with the Go sidecar: the same status, the same success, one well-formed error.</summary>
[Collection(CloudTests.Name)]
public sealed class HttpConformanceTests(CloudFixture cloud, ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    [Theory]
    [MemberData(nameof(HttpCases.All), MemberType = typeof(HttpCases))]
    public async Task A_case_is_answered_as_observed(
        int number, string name, string method, string path, string? body, string? contentType, int original, int ours, string form)
    {
        var (status, text) = await fixture.Skr.SendAsync(method, path, body is null ? null : fixture.Localize(body), contentType);

        Assert.True((HttpStatusCode)ours == status, $"case {number} ({name}): {status} in place of {ours}; the original says {original}. {text}");
        Assert.Matches(form, text);
        Assert.DoesNotContain("\"tok\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CloudFixture.KeyName, """^\{"key":"\{\\"d\\":\\"[\w-]+\\",\\"dp\\":\\"[\w-]+\\",\\"dq\\":\\"[\w-]+\\",\\"e\\":\\"AQAB\\",\\"key_ops\\":\[(\\"\w+\\",?)+\],\\"kty\\":\\"RSA\\",\\"n\\":\\"[\w-]+\\",\\"p\\":\\"[\w-]+\\",\\"q\\":\\"[\w-]+\\",\\"qi\\":\\"[\w-]+\\"\}"\}$""")]
    [InlineData(CloudFixture.EcKeyName, """^\{"key":"\{\\"crv\\":\\"P-256\\",\\"d\\":\\"[\w-]{43}\\",\\"key_ops\\":\[\\"sign\\",\\"verify\\"\],\\"kty\\":\\"EC\\",\\"x\\":\\"[\w-]{43}\\",\\"y\\":\\"[\w-]{43}\\"\}"\}$""")]
    [InlineData(CloudFixture.SymmetricKeyName, """^\{"key":"\{\\"k\\":\\"AQIDBAUGBwgJCgsMDQ4PEA\\",(\\"key_ops\\":\[(\\"\w+\\",?)+\],)?\\"kty\\":\\"oct\\"\}"\}$""")]
    public async Task A_released_key_is_written_as_the_original_writes_it(string key, string form)
    {
        // What the original consumer sends, to the letter.
        using var answer = await fixture.Skr.SendRawAsync("POST", "/key/release", cloud.Cloud.ReleaseBody(key));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Matches(form, text);
    }

    [Theory]
    [InlineData("../secrets/x")]
    [InlineData("a/b/c")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a%2fb")]
    [InlineData("a b")]
    [InlineData("a\\n")]
    [InlineData("/a")]
    [InlineData("a_b")]
    [InlineData("\u00e4")]
    public async Task A_key_name_of_another_form_is_refused_before_anything_is_sent(string kid)
    {
        var (status, text) = await fixture.Skr.SendAsync("POST", "/key/release", cloud.Cloud.ReleaseBody(kid));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("'kid' is not of the form", text, StringComparison.Ordinal);
    }
}
