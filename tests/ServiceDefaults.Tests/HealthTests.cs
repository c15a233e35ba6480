using System.Net;
using CcDemo.ServiceDefaults.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CcDemo.ServiceDefaults.Tests;

public class HealthTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task A_service_in_order_says_so(string probe)
    {
        await using var service = await RunningService.StartAsync();

        Assert.Equal("Healthy", await service.Http.GetStringAsync(probe));
    }

    [Fact]
    public async Task A_service_that_is_not_ready_is_alive_all_the_same()
    {
        await using var service = await RunningService.StartAsync(builder
            => builder.Services.AddHealthChecks().AddCheck("broker", () => HealthCheckResult.Unhealthy()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Http.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Http.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task What_a_check_says_follows_the_state_line_by_line()
    {
        await using var service = await RunningService.StartAsync(builder
            => builder.Services.AddHealthChecks().AddCheck("broker", () => HealthCheckResult.Degraded("two of three are up.")));

        Assert.Equal("Degraded\nbroker: two of three are up.", await service.Http.GetStringAsync("/health"));
        Assert.Equal("Healthy", await service.Http.GetStringAsync("/alive"));
    }

    [Fact]
    public async Task A_failed_check_with_the_live_tag_shows_in_both()
    {
        await using var service = await RunningService.StartAsync(builder
            => builder.Services.AddHealthChecks().AddCheck("loop", () => HealthCheckResult.Unhealthy(), [ServiceDefaultsExtensions.LiveTag]));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Http.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Http.GetAsync("/alive")).StatusCode);
    }
}
