using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class AppearanceTests(Chromium chromium)
{
    private static readonly string _trace = string.Concat(Enumerable.Repeat("05", 16));

    private static readonly string[] _pages =
    [
        "/", "/?view=graph", "/?resource=consumer", "/console/consumer", "/logs", "/traces", $"/traces/{_trace}", $"/traces/{_trace}?span=0101010101010101", "/metrics", "/no-such-page",
    ];

    [ChromiumFact]
    public async Task Every_view_fits_every_width_and_axe_finds_no_serious_fault_in_light_and_dark()
    {
        await using var feed = await FakeFeed.StartAsync("""
            [{"name":"a-resource-with-a-name-that-is-longer-than-any-other-name-of-a-resource","type":"Project","state":"Running","health":"Healthy","urls":[{"url":"http://localhost:1/"}]},
            {"name":"consumer","type":"Project","state":"Exited","exitCode":1,"relationships":[{"type":"Reference","resourceName":"kafka"}],"commands":[{"name":"resource-start","displayName":"Start","state":"Enabled"}],
            "properties":[{"name":"project.path","value":"/a/path/that/is/so/long/that/it/does/not/fit/into/the/details/Consumer.csproj"}]},
            {"name":"kafka","type":"Kafka","state":"Waiting","waitingFor":["consumer"]},{"name":"topic","type":"Parameter","state":"Running","properties":[{"name":"Value","value":"demo"}]}]
            """.ReplaceLineEndings(""));
        feed.Environment = """[{"name":"A_VARIABLE_WITH_A_LONG_NAME_THAT_DOES_NOT_FIT","value":"x"}]""";
        feed.Log("consumer", $$"""{"line":1,"timestamp":"2026-11-23T23:50:01Z","isError":true,"text":"\u001b[31mfail\u001b[0m \u001b[2m{{new string('w', 3_000)}}"}""");
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await SendAsync(dashboard);
        var found = new List<string>();
        await using var browser = await chromium.LaunchAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (var address in _pages)
        {
            var page = await browser.OpenAsync(dashboard, address);
            foreach (var width in new[] { 360, 768, 1280, 1920 })
            {
                await page.SetViewportSizeAsync(width, 800);
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{address} scrolls sideways at {width} px.");
            }

            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.Locator($":root[data-theme={(scheme == ColorScheme.Dark ? "dark" : "light")}]").WaitForAsync();
                var faults = (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
                found.AddRange(faults.Select(fault => $"{scheme} {address} {fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}"));
            }

            await page.CloseAsync();
        }

        Assert.DoesNotContain(browser.Violations, violation => !violation.Contains("404", StringComparison.Ordinal));
        Assert.Empty(found);
    }

    [ChromiumFact]
    public async Task Light_and_dark_follow_the_system_until_the_switch_says_otherwise()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var browser = await chromium.LaunchAsync(new() { ColorScheme = ColorScheme.Dark });
        var page = await browser.OpenAsync(dashboard, "/");
        var theme = page.GetByRole(AriaRole.Button, new() { Name = "Theme" });
        await IsAsync(dark: true);

        await theme.ClickAsync();
        await IsAsync(dark: false);
        await page.ReloadAsync();
        await IsAsync(dark: false);

        await theme.ClickAsync();
        await IsAsync(dark: true);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await IsAsync(dark: false);

        Task IsAsync(bool dark) => Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", dark ? "rgb(15, 18, 24)" : "rgb(245, 246, 250)");
    }

    private static async Task SendAsync(RunningDashboard dashboard)
    {
        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("consumer", trace: 5, span: 1, name: "an operation with a name that does not fit into its column by far"));
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("skr", trace: 5, span: 2, parent: 1));
        await dashboard.SendAsync("/v1/logs", """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"skr"}}]},"scopeLogs":[{"scope":{"name":"Release"},
            "logRecords":[{"severityNumber":9,"body":{"stringValue":"asked"}},{"severityNumber":17,"body":{"stringValue":"refused"}},{"severityNumber":13,"body":{"stringValue":"slow"}}]}]}]}
            """);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await dashboard.SendAsync("/v1/metrics", $$$$"""
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"producer"}}]},
            "scopeMetrics":[{"scope":{"name":"CcDemo.Producer"},"metrics":[{"name":"sent","unit":"{message}","sum":{"aggregationTemporality":2,"isMonotonic":true,
            "dataPoints":[{"startTimeUnixNano":"{{{{now - 60_000}}}}000000","timeUnixNano":"{{{{now - 1_000}}}}000000","asInt":"590"}]}}]}]}]}
            """);
    }
}
