using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class ConsolePageTests(Chromium chromium)
{
    private const string Snapshot = """[{"name":"consumer","type":"Project","state":"Running"},{"name":"producer","type":"Project","state":"Running"}]""";

    [ChromiumFact]
    public async Task Lines_arrive_as_they_are_written_and_the_search_finds_some_of_them()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/console/consumer");
        await Assertions.Expect(page.GetByText("Nothing has been written yet.")).ToBeVisibleAsync();

        feed.Log("consumer", Line(1, """\u001b[32minfo\u001b[0m: first"""));
        await Assertions.Expect(page.Locator(".line .text")).ToHaveTextAsync(["info: first"]);
        await Assertions.Expect(page.Locator(".line .ansi-2")).ToHaveTextAsync("info");
        feed.Log("consumer", Line(2, "second", isError: true));
        await Assertions.Expect(page.Locator(".line.err .text")).ToHaveTextAsync("second");

        await page.GetByRole(AriaRole.Searchbox).FillAsync("INFO: F");
        await Assertions.Expect(page.Locator(".line .text")).ToHaveTextAsync(["info: first"]);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 of 2 lines" })).ToBeVisibleAsync();
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task The_end_stays_in_view_until_somebody_scrolls_up()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/console/consumer");

        for (var number = 1; number <= 500; number++)
        {
            feed.Log("consumer", Line(number, $"line {number}"));
        }

        await Assertions.Expect(page.GetByText("line 500", new() { Exact = true })).ToBeInViewportAsync();
        await page.Locator(".console").HoverAsync();
        await page.Mouse.WheelAsync(0, -3_000);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Follow" })).ToHaveAttributeAsync("aria-pressed", "false");
        feed.Log("consumer", Line(501, "line 501"));
        await Assertions.Expect(page.GetByText("501 lines")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("line 501", new() { Exact = true })).Not.ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await Assertions.Expect(page.GetByText("line 501", new() { Exact = true })).ToBeInViewportAsync();
    }

    [ChromiumFact]
    public async Task A_hostile_line_is_text_and_nothing_else()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        feed.Log("consumer", Line(1, """<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>\u001b]0;owned\u0007\u202egnp"""));

        var page = await browser.OpenAsync(dashboard, "/console/consumer");

        await Assertions.Expect(page.Locator(".line .text")).ToHaveTextAsync("<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>\uFFFDgnp");
        Assert.Equal(0, await page.Locator(".line img, .line script").CountAsync());
        Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task Another_resource_is_chosen_by_its_name()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        feed.Log("producer", Line(1, "I send"));
        var page = await browser.OpenAsync(dashboard, "/console/consumer");

        await page.GetByLabel("Resource").SelectOptionAsync("producer");

        await Assertions.Expect(page.Locator(".line .text")).ToHaveTextAsync("I send");
        Assert.EndsWith("/console/producer", page.Url, StringComparison.Ordinal);
    }

    private static string Line(int number, string text, bool isError = false)
        => $$"""{"line":{{number}},"timestamp":"2026-11-23T23:50:01.{{number:000}}Z","isError":{{(isError ? "true" : "false")}},"text":"{{text}}"}""";
}
