using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class LoginPageTests(Chromium chromium)
{
    private const string Token = "token-of-the-test-0123";

    [ChromiumFact]
    public async Task The_token_opens_the_page_that_was_asked_for_and_its_connection_and_a_wrong_one_does_not()
    {
        await using var dashboard = await RunningDashboard.StartAsync($"{SettingNames.FrontendAuthMode}=BrowserToken", $"{SettingNames.BrowserToken}={Token}");
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(new Uri(dashboard.Pages, "/traces?resource=x"));

        Assert.Equal(0, await page.Locator(".shell").CountAsync());
        await page.GetByLabel("Browser token").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not the browser token", new() { Timeout = OpenPage.Patience });
        await page.GetByLabel("Browser token").FillAsync(Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();

        await page.WaitForURLAsync("**/traces?resource=x");
        await page.ConnectedAsync();
    }

    [ChromiumFact]
    public async Task The_link_logs_in()
    {
        await using var dashboard = await RunningDashboard.StartAsync($"{SettingNames.FrontendAuthMode}=BrowserToken", $"{SettingNames.BrowserToken}={Token}");
        await using var browser = await chromium.LaunchAsync();

        var page = await browser.OpenAsync(dashboard, $"/login?t={Token}");

        Assert.DoesNotContain(Token, page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Resources" })).ToBeVisibleAsync();
    }
}
