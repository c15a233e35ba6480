using CcDemo.EndToEnd;
using CcDemo.Messaging.Tests;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>The page while more comes than anybody can read; how fast it stays is measured by <c>bench -- page</c>.</summary>
[Collection(SharedBroker.Name)]
public sealed class FloodPageTests(EmbeddedBroker broker, Chromium chromium) : IClassFixture<Chromium>
{
    private const int Patience = 45_000;

    [ChromiumFact]
    public async Task A_flood_is_sampled_and_said_once_and_the_page_can_be_used()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        await page.EvaluateAsync(
            """
            () => {
              window.spoken = [];
              for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log]')) {
                new MutationObserver(() => window.spoken.push(`${region.getAttribute('aria-live') ?? region.role}: ${region.textContent}`))
                  .observe(region, { childList: true, characterData: true, subtree: true });
              }
            }
            """);
        using var flood = new CancellationTokenSource();
        var sending = FloodAsync(consumer.Topic, flood.Token);
        try
        {
            await Assertions.Expect(page.Locator("#sampling")).ToContainTextAsync("showing 1 in", new() { Timeout = Patience });
            var noted = await page.Locator("#sampling").TextContentAsync();
            await Assertions.Expect(page.Locator("#sampling")).Not.ToHaveTextAsync(noted!, new() { Timeout = Patience });

            await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync(new() { Timeout = Patience });
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToBeVisibleAsync(new() { Timeout = Patience });
            Assert.InRange(await page.Locator("#rows li").CountAsync(), 1, 100);
            await page.Locator("#filter").FillAsync("no message has this");
            await Assertions.Expect(page.Locator("#rows li:visible")).ToHaveCountAsync(0, new() { Timeout = Patience });
            await page.Locator("#filter").FillAsync("");
            await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync(new() { Timeout = Patience });
            await Assertions.Expect(page.Locator("#rows li:visible").First).ToBeVisibleAsync(new() { Timeout = Patience });
            Assert.InRange(await page.Locator("#rows li").CountAsync(), 1, 100);
        }
        finally
        {
            await flood.CancelAsync();
            await sending;
        }

        await Assertions.Expect(page.Locator("#announce")).ToHaveTextAsync("All messages are shown again.", new() { Timeout = Patience });
        var spoken = await page.EvaluateAsync<string[]>("window.spoken");
        Assert.Contains("polite: Too many messages to read: a sample is shown.", spoken);
        Assert.DoesNotContain(spoken, text => text.StartsWith("assertive", StringComparison.Ordinal) || text.StartsWith("alert", StringComparison.Ordinal));
        // One when the first message came, and two for each time that the flood stood still for a second.
        Assert.InRange(spoken.Length, 2, 8);
    }

    private async Task FloodAsync(string topic, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => broker.SendAsync(topic, $"flood {number}")));
        }
    }
}
