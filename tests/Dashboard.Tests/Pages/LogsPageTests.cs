using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class LogsPageTests(Chromium chromium)
{
    private const string Records = """
        {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"skr"}}]},"scopeLogs":[
        {"scope":{"name":"Release"},"logRecords":[
        {"severityNumber":9,"body":{"stringValue":"asked"},"attributes":[{"key":"kid","value":{"stringValue":"demo-key"}}]},
        {"severityNumber":17,"body":{"stringValue":"refused <b>loudly</b>"},"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]},
        {"scope":{"name":"Attest"},"logRecords":[{"severityNumber":13,"body":{"stringValue":"slow"}}]}]}]}
        """;

    [ChromiumFact]
    public async Task Records_are_chosen_by_level_scope_and_text()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync("/v1/logs", Records);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/logs");
        await Assertions.Expect(Messages(page)).ToHaveCountAsync(3);

        await page.GetByLabel("Least level").SelectOptionAsync("Warning");
        await Assertions.Expect(Messages(page)).ToHaveCountAsync(2);
        await page.GetByLabel("Scope").SelectOptionAsync("Attest");
        await Assertions.Expect(Messages(page)).ToHaveTextAsync(["slow"]);
        await page.GotoAsync(new Uri(dashboard.Pages, "/logs").ToString());
        await page.ConnectedAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("DEMO-key");
        await Assertions.Expect(Messages(page)).ToHaveTextAsync(["asked"]);
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_record_shows_its_details_and_leads_to_its_trace()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync("/v1/logs", Records);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/logs?level=Error");

        await page.GetByRole(AriaRole.Button, new() { Name = "refused" }).ClickAsync();
        var details = page.GetByRole(AriaRole.Complementary);
        await Assertions.Expect(details.Locator(".message")).ToHaveTextAsync("refused <b>loudly</b>");
        await Assertions.Expect(details).ToContainTextAsync("Release");
        await details.GetByRole(AriaRole.Link, new() { Name = "Open its trace" }).ClickAsync();
        await page.WaitForURLAsync("**/traces/5b8efff798038103d269b633813fc60c?span=eee19b7ec3c1b174");
    }

    [ChromiumFact]
    public async Task A_new_record_appears_by_itself_unless_the_page_is_paused()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync("/v1/logs", Records);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/logs");
        await Assertions.Expect(Messages(page)).ToHaveCountAsync(3);

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Paused" })).ToBeVisibleAsync();
        await dashboard.SendAsync("/v1/logs", Records);
        await page.GetByRole(AriaRole.Button, new() { Name = "Paused" }).ClickAsync();

        await Assertions.Expect(Messages(page)).ToHaveCountAsync(6);
    }

    private static ILocator Messages(IPage page) => page.Locator("table.logs button.row");
}
