using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class MetricsPageTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_histogram_has_percentiles_a_table_and_an_exemplar_that_leads_to_its_trace()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync("/v1/metrics", Metrics());
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/metrics");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Instruments" }).GetByRole(AriaRole.Link, new() { Name = "process.duration" }).ClickAsync();
        await Assertions.Expect(page.Locator("svg.chart path.chart-line")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator(".legend")).ToContainTextAsync("p99");
        await Assertions.Expect(page.Locator("svg.chart .chart-exemplar")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "p50" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await page.GetByLabel("outcome").SelectOptionAsync("refused");
        await Assertions.Expect(page.Locator(".exemplars")).ToHaveCountAsync(0);
        await page.GetByLabel("outcome").SelectOptionAsync("");

        await page.GetByRole(AriaRole.Link, new() { Name = "Trace 5b8efff798038103d269b633813fc60c" }).ClickAsync();
        await page.WaitForURLAsync("**/traces/5b8efff798038103d269b633813fc60c?span=eee19b7ec3c1b174");
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_counter_shows_its_rate()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync("/v1/metrics", Metrics());
        await using var browser = await chromium.LaunchAsync();

        var page = await browser.OpenAsync(dashboard, "/metrics?resource=consumer&instrument=messages");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "messages" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".legend strong")).ToHaveTextAsync("10 /s");
    }

    private static string Metrics()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var times = $"\"startTimeUnixNano\":\"{now - 60_000}000000\",\"timeUnixNano\":\"{now - 1_000}000000\"";
        return $$$$"""
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"consumer"}}]},"scopeMetrics":[{"scope":{"name":"CcDemo.Consumer"},"metrics":[
            {"name":"messages","unit":"{message}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{{{{times}}}},"asInt":"590"}]}},
            {"name":"process.duration","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[
            {{{{{times}}}},"count":"100","sum":5,"explicitBounds":[0.01,0.1,1],"bucketCounts":["50","40","9","1"],"attributes":[{"key":"outcome","value":{"stringValue":"opened"}}],
            "exemplars":[{"timeUnixNano":"{{{{now - 2_000}}}}000000","asDouble":0.25,"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]},
            {{{{{times}}}},"count":"4","sum":1,"explicitBounds":[0.01,0.1,1],"bucketCounts":["4","0","0","0"],"attributes":[{"key":"outcome","value":{"stringValue":"refused"}}]}]}}]}]}]}
            """;
    }
}
