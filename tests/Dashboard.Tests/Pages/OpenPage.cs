using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

/// <summary>A page of a running dashboard in the system's Chromium, connected and ready to be used.</summary>
internal static class OpenPage
{
    /// <summary>For what takes its time on a busy machine.</summary>
    public const float Patience = 45_000;

    /// <summary>Opens a page and waits until its connection stands: before that, nothing can be pressed.</summary>
    public static async Task<IPage> OpenAsync(this TestBrowser browser, RunningDashboard dashboard, string address)
    {
        var page = await browser.OpenAsync(new Uri(dashboard.Pages, address));
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        await page.ConnectedAsync();
        return page;
    }

    /// <summary>Waits until the page's connection stands.</summary>
    public static async Task ConnectedAsync(this IPage page) => await page.Locator(".shell[data-live=true]").WaitForAsync(new() { Timeout = Patience });
}
