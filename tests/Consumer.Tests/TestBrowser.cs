using System.Collections.Concurrent;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>The system's Chromium, and what it complains about.</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;

    private TestBrowser(IPlaywright playwright, IBrowser browser, IBrowserContext context) => (_playwright, _browser, _context) = (playwright, browser, context);

    /// <summary>What the page's own policy forbade, and errors of its script.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public static async Task<TestBrowser> LaunchAsync(BrowserNewContextOptions? options = null)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Path, Args = _arguments });
        return new TestBrowser(playwright, browser, await browser.NewContextAsync(options));
    }

    public async Task<IPage> OpenAsync(Uri address)
    {
        var page = await _context.NewPageAsync();
        page.PageError += (_, error) => Violations.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Violations.Enqueue(message.Text);
            }
        };
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
