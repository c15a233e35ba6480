using System.Net;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Tests.Configuration;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("SkrSideCarArgs", "!!", "SkrSideCarArgs")]
    [InlineData("SkrSideCarArgs", "aGVsbG8=", "SkrSideCarArgs")] // hello
    [InlineData("SkrSideCarArgs", "W10=", "SkrSideCarArgs")] // []
    [InlineData("SkrSideCarArgs", "eyJjZXJ0Y2FjaGUiOjV9", "SkrSideCarArgs")] // {"certcache":5}
    [InlineData("SkrSideCarArgs", "eyJjZXJ0Y2FjaGUiOnsiZW5kcG9pbnRfdHlwZSI6IkZvbyJ9fQ==", "Foo")]
    [InlineData("Snp:Device", "http://example.com/guests/1", "Snp:Device")]
    [InlineData("Snp:Device", "/dev/sev", "Snp:Device")]
    [InlineData("Trust:CaFile", "/nonexistent/ca.pem", "/nonexistent/ca.pem")]
    public async Task A_setting_that_cannot_work_stops_the_start_with_its_name(string key, string value, string named)
        => Assert.Contains(
            named,
            (await Assert.ThrowsAsync<OptionsValidationException>(() => SkrHost.StartAsync([new(key, value)]))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://*:0")]
    [InlineData("urls", "http://[::]:0")]
    [InlineData("http_ports", "0")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:0")]
    public async Task Whatever_address_is_set_the_sidecar_listens_on_loopback_only(string key, string value)
    {
        await using var skr = await SkrHost.StartAsync(new Dictionary<string, string?> { ["urls"] = "http://localhost:0", ["Port"] = null, [key] = value });

        Assert.Equal("127.0.0.1", skr.Address.Host);
        Assert.Equal(HttpStatusCode.OK, (await skr.SendAsync("GET", "/status")).Status);
    }

    [Theory]
    [InlineData("debug", true)]
    [InlineData("warning", false)]
    public async Task The_originals_log_level_is_obeyed(string level, bool debug)
    {
        await using var skr = await SkrHost.StartAsync([new("LogLevel", level)]);

        Assert.Equal(debug, skr.IsLogged(LogLevel.Debug));
        Assert.True(skr.IsLogged(LogLevel.Warning));
    }

    [Fact]
    public void The_originals_flags_are_settings()
        => Assert.Equal(
            ["--Port=9000", "--SkrSideCarArgs=abc=", "--LogLevel=debug", "--Other=1"],
            CommandLine.Translate(["-port", "9000", "-base64=abc=", "--loglevel", "debug", "--Other=1"]));

    [Fact]
    public void The_originals_arguments_are_read()
    {
        var arguments = new SkrOptions { SkrSideCarArgs = Convert.ToBase64String("""{"certcache":{"endpoint_type":"LocalTHIM","endpoint":"localhost:1/x","tee_type":"SevSnpVM"},"identity":{"client_id":"me"}}"""u8) }.Arguments;

        Assert.Equal(new SidecarArguments("LocalTHIM", "localhost:1/x", "me") { TeeType = "SevSnpVM" }, arguments);
    }
}
