using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>A browser's window, and what it complains about.</summary>
internal sealed class TestBrowser(IBrowserContext context) : IAsyncDisposable
{
    /// <summary>What the page's own policy forbade, and errors of its script.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public async Task<IPage> OpenAsync(Uri address)
    {
        var page = await context.NewPageAsync();
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

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
