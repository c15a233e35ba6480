using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    [InlineData("SkrSideCarArgs", "eyJtYWFjb25maWciOnsidXNlcl9hZ2VudCI6ImFcbmIifX0=", "SkrSideCarArgs")] // {"maaconfig":{"user_agent":"a\nb"}}
    [InlineData("SkrSideCarArgs", "eyJpZGVudGl0eSI6eyJjbGllbnRfaWQiOiJcdWQ4MDAifX0=", "SkrSideCarArgs")] // {"identity":{"client_id":"\ud800"}}
    [InlineData("SkrSideCarArgs", "eyJjZXJ0Y2FjaGUiOnsiZW5kcG9pbnRfdHlwZSI6IkZvbyJ9fQ==", "Foo")]
    [InlineData("Snp:Device", "http://example.com/guests/1", "Snp:Device")]
    [InlineData("Snp:Device", "/dev/sev", "Snp:Device")]
    [InlineData("Trust:CaFile", "/nonexistent/ca.pem", "/nonexistent/ca.pem")]
    [InlineData("Limits:RequestBytes", "0", "Limits:RequestBytes")]
    [InlineData("Limits:RequestTime", "-00:00:01", "Limits:RequestTime")]
    [InlineData("Limits:RequestTime", "1.00:00:00", "Limits:RequestTime")]
    [InlineData("Limits:Concurrent", "0", "Limits:Concurrent")]
    [InlineData("Limits:Queued", "-1", "Limits:Queued")]
    [InlineData("Skr:AllowedEndpoints", "https://vault.example/keys", "https://vault.example/keys")]
    [InlineData("Skr:AllowedEndpoints", "vault.example, ..example", "..example")]
    [InlineData("Skr:AllowedEndpoints", "*", "Skr:AllowedEndpoints")]
    [InlineData("Skr:AllowedEndpoints", "localhost:8443", "Snp:Device")]
    [InlineData("Skr:AllowedEndpoints", "127.0.0.1", "Snp:Device")]
    [InlineData("Skr:AllowedEndpoints", ".localhost", "Snp:Device")]
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
    [InlineData("preferHostingUrls", "true")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:0")]
    public async Task Whatever_address_is_set_the_sidecar_listens_on_loopback_only(string key, string value)
    {
        await using var skr = await SkrHost.StartAsync(new Dictionary<string, string?> { ["urls"] = "http://0.0.0.0:0", ["Port"] = null, [key] = value });
        using var client = new ReflectionClient(skr.GrpcAddress);

        Assert.Equal(["127.0.0.1", "127.0.0.1"], skr.Addresses.Select(address => address.Host));
        Assert.Equal(HttpStatusCode.OK, (await skr.SendAsync("GET", "/status")).Status);
        Assert.NotEmpty(await client.ServicesAsync());
    }

    [Fact]
    public async Task A_process_whose_environment_opens_it_to_everyone_listens_on_loopback_only()
    {
        using var process = SkrProcess.Start(
        [
            new("ASPNETCORE_URLS", "http://0.0.0.0:0"),
            new("ASPNETCORE_PREFERHOSTINGURLS", "true"),
            new("ASPNETCORE_HTTP_PORTS", "0"),
            new("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:0"),
            new("UVM_SECURITY_CONTEXT_DIR", "/nonexistent"),
        ]);

        Assert.Equal("127.0.0.1", (await process.AddressAsync()).Host);
        Assert.Equal("127.0.0.1", (await process.GrpcAddressAsync()).Host);
        Assert.DoesNotContain("listening on: http://0.0.0.0", process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:50000")]
    [InlineData(":50000")]
    [InlineData("[::]:50000")]
    [InlineData("10.0.0.1:50000")]
    [InlineData("example.com:50000")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    public async Task A_key_provider_address_beyond_this_machine_stops_the_start(string address)
        => Assert.Contains(
            $"KeyProviderSock is '{address}'",
            (await Assert.ThrowsAsync<FormatException>(() => SkrHost.StartAsync([new("KeyProviderSock", address)]))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("localhost:0")]
    [InlineData("0")]
    public async Task A_key_provider_address_on_this_machine_is_obeyed(string address)
    {
        await using var skr = await SkrHost.StartAsync([new("KeyProviderSock", address)]);

        Assert.Equal("127.0.0.1", skr.GrpcAddress.Host);
    }

    [Fact]
    public async Task By_server_type_http_there_is_HTTP_only()
    {
        await using var skr = await SkrHost.StartAsync([new("ServerType", "http")]);

        Assert.Equal(skr.Address, Assert.Single(skr.Addresses));
        Assert.Equal(HttpStatusCode.OK, (await skr.SendAsync("GET", "/status")).Status);
    }

    [Fact]
    public async Task By_server_type_grpc_there_is_gRPC_only_on_the_port_of_HTTP()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var free = ((IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();
        await using var skr = await SkrHost.StartAsync([new("ServerType", "grpc"), new("Port", free.ToString(CultureInfo.InvariantCulture)), new("KeyProviderSock", "127.0.0.1:1")]);
        using var client = new ReflectionClient(skr.GrpcAddress);

        Assert.Equal(free, Assert.Single(skr.Addresses).Port);
        Assert.NotEmpty(await client.ServicesAsync());
    }

    [Theory]
    [InlineData("ServerType", "soap")]
    [InlineData("Port", "http")]
    [InlineData("Port", "65536")]
    [InlineData("Port", "-1")]
    [InlineData("LogLevel", "loud")]
    public async Task A_value_that_the_original_does_not_know_stops_the_start(string key, string value)
        => Assert.Contains($"{key} is '{value}'", (await Assert.ThrowsAsync<FormatException>(() => SkrHost.StartAsync([new(key, value)]))).Message, StringComparison.Ordinal);

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
    public void The_originals_arguments_are_read()
    {
        var arguments = new SkrOptions { SkrSideCarArgs = Convert.ToBase64String("""{"certcache":{"endpoint_type":"LocalTHIM","endpoint":"localhost:1/x","tee_type":"SevSnpVM"},"identity":{"client_id":"me"},"maaconfig":{"user_agent":"demo/1"}}"""u8) }.Arguments;

        Assert.Equal(new SidecarArguments("LocalTHIM", "localhost:1/x", "me") { TeeType = "SevSnpVM", UserAgent = "demo/1" }, arguments);
    }
}
