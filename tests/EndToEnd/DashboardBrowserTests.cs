using System.Text.RegularExpressions;
using CcDemo.Consumer.Tests;
using Microsoft.Playwright;

namespace CcDemo.EndToEnd;

/// <summary>The dashboard's pages of a real run, in a real browser.</summary>
public sealed class DashboardBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const float Patience = 60_000;

    [ChromiumFact]
    public async Task One_messages_trace_its_measurements_its_resources_and_their_output_can_be_followed()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);
        var token = await appHost.BrowserTokenAsync();
        await using var browser = await chromium.LaunchAsync();
        await RunningDemo.WaitForTextAsync(new Uri($"http://localhost:{ports["consumer"]}/"), page => page.Contains("Msg ", StringComparison.Ordinal));
        var traces = await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, "/api/traces?resource=skr"), json => DashboardTests.WholeChain(json).Any(), token);
        var id = DashboardTests.WholeChain(traces).First().GetProperty("traceId").GetString()!;

        var page = await browser.OpenAsync(await appHost.LoginLinkAsync());
        page.SetDefaultTimeout(Patience);
        await SeesTheWholeChainAsync(page, new Uri(appHost.Dashboard, $"/traces/{id}"));
        await LeadsFromAnExemplarToItsTraceAsync(page, new Uri(appHost.Dashboard, "/metrics?resource=azure&instrument=http.server.request.duration"));
        await RestartsAsync(page, appHost.Dashboard, "consumer-plain");
        await LeadsFromAMessageToItsTraceAsync(page, new Uri($"http://localhost:{ports["consumer"]}/"), appHost.Dashboard);
        Assert.Empty(browser.Violations);
    }

    private static async Task SeesTheWholeChainAsync(IPage page, Uri trace)
    {
        await page.GotoAsync(trace.ToString());
        var services = page.Locator(".facts .services");
        foreach (var service in new[] { "producer", "consumer", "skr", "azure" })
        {
            await Assertions.Expect(services).ToContainTextAsync(service);
        }

        // Rows that are out of sight are not in the page: look for them from the top to the bottom.
        foreach (var operation in new[] { "send", "process", "release key", "skr.release", "attest", "release" })
        {
            var span = page.Locator(".waterfall tbody a").GetByText(operation, new() { Exact = operation == "release" }).First;
            for (var turn = 0; turn < 100 && !await span.IsVisibleAsync(); turn++)
            {
                await page.Locator(".waterfall").HoverAsync();
                await page.Mouse.WheelAsync(0, 150);
                await page.WaitForTimeoutAsync(100);
            }

            Assert.True(await span.IsVisibleAsync(), $"The waterfall has no span '{operation}'.");
        }

        await page.Locator(".waterfall tbody a").GetByText("release", new() { Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("kafka-demo-key");
    }

    private static async Task LeadsFromAnExemplarToItsTraceAsync(IPage page, Uri metrics)
    {
        await page.GotoAsync(metrics.ToString());
        await Assertions.Expect(page.Locator("svg.chart path.chart-line")).ToHaveCountAsync(3);
        await page.Locator(".exemplars a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".waterfall tr.chosen")).ToBeVisibleAsync();
    }

    private static async Task RestartsAsync(IPage page, Uri dashboard, string resource)
    {
        await page.GotoAsync(new Uri(dashboard, $"/?resource={resource}").ToString());
        await page.Locator(".shell[data-live=true]").WaitForAsync();
        var details = page.GetByRole(AriaRole.Complementary);
        var process = await details.Locator("dt", new() { HasText = "executable.pid" }).Locator("+ dd").InnerTextAsync();
        await details.GetByRole(AriaRole.Button, new() { Name = $"Restart {resource}" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"“Restart” was done for {resource}.")).ToBeVisibleAsync();
        await Assertions.Expect(details.Locator("dt", new() { HasText = "executable.pid" }).Locator("+ dd")).Not.ToHaveTextAsync(process);
        await Assertions.Expect(details.Locator(".badges .state").First).ToHaveTextAsync("Running");
        await details.GetByRole(AriaRole.Link, new() { Name = "Console output" }).ClickAsync();
        await Assertions.Expect(page.Locator(".line .text").GetByText("Application started.").Last).ToBeVisibleAsync();
    }

    private static async Task LeadsFromAMessageToItsTraceAsync(IPage page, Uri consumer, Uri dashboard)
    {
        await page.GotoAsync(consumer.ToString());
        var link = page.Locator("#rows a.trace").Last;
        await Assertions.Expect(link).ToHaveAttributeAsync("href", new Regex($"^{Regex.Escape(dashboard.ToString())}traces/"));
        var trace = (await link.GetAttributeAsync("href"))!;
        await page.GotoAsync(trace);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("send");
        await Assertions.Expect(page.Locator(".facts code")).ToHaveTextAsync(trace[(trace.LastIndexOf('/') + 1)..]);
    }
}
