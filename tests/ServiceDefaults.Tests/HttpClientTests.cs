using System.Net;
using CcDemo.ServiceDefaults.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace CcDemo.ServiceDefaults.Tests;

public class HttpClientTests
{
    [Fact]
    public async Task A_client_finds_a_service_by_its_name()
    {
        await using var upstream = await RunningService.StartAsync(map: app => app.MapGet("/who", () => "upstream"));
        await using var service = await RunningService.StartAsync(settings: ("services:skr:http:0", upstream.App.Urls.First()));

        Assert.Equal("upstream", await Client(service).GetStringAsync("http://skr/who"));
    }

    [Fact]
    public async Task A_request_that_only_reads_is_repeated_after_a_transient_failure()
    {
        var calls = 0;
        await using var upstream = await RunningService.StartAsync(map: app
            => app.MapGet("/", () => ++calls < 3 ? Results.StatusCode(503) : Results.Text("at last")));
        await using var service = await RunningService.StartAsync(WithoutPauses);

        Assert.Equal("at last", await Client(service).GetStringAsync(upstream.App.Urls.First()));
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_request_that_may_change_something_is_sent_once(string method)
    {
        var calls = 0;
        await using var upstream = await RunningService.StartAsync(map: app => app.Map("/", () =>
        {
            calls++;
            return Results.StatusCode(503);
        }));
        await using var service = await RunningService.StartAsync(WithoutPauses);
        using var request = new HttpRequestMessage(new HttpMethod(method), upstream.App.Urls.First());

        using var response = await Client(service).SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, calls);
    }

    private static HttpClient Client(RunningService service) => service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    private static void WithoutPauses(WebApplicationBuilder builder)
        => builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);
}
