using System.Net;
using CcDemo.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CcDemo.Skr.Tests;

/// <summary>What orchestrators and consumers ask to know whether the sidecar is there.</summary>
[Collection(CloudTests.Name)]
public sealed class ProbeTests(CloudFixture fixture)
{
    [Theory]
    [InlineData("/health", "^(Healthy|Degraded)\nattestation: ")]
    [InlineData("/alive", "^Healthy$")]
    public async Task A_probe_is_answered(string path, string expected)
    {
        var (status, text) = await fixture.Skr.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches(expected, text);
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
}
