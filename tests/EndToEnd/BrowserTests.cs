using Microsoft.Playwright;

namespace CcDemo.EndToEnd;

[Collection(SharedDemo.Name)]
public sealed class BrowserTests(DemoFixture fixture)
{
    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [ChromiumFact]
    public async Task The_attested_page_shows_plaintext_that_arrives_without_a_reload()
    {
        await using var browser = await LaunchAsync();
        var page = await browser.Browser.NewPageAsync();
        await page.GotoAsync(fixture.Demo.Consumer.ToString());

        await Assertions.Expect(page.GetByText("Welcome to Confidential Containers on AKS!").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Azure Confidential Computing").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

        using var http = new HttpClient { BaseAddress = fixture.Demo.Producer };
        var text = $"Seen in the browser {Guid.NewGuid():N}";
        using var sent = await http.PostAsync("/messages", new StringContent($$"""{"text":"{{text}}"}""", System.Text.Encoding.UTF8, "application/json"));
        sent.EnsureSuccessStatusCode();
        await Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [ChromiumFact]
    public async Task The_counter_proof_page_shows_ciphertext_and_no_plaintext()
    {
        await using var browser = await LaunchAsync();
        var page = await browser.Browser.NewPageAsync();
        await RunningDemo.WaitForTextAsync(fixture.Demo.ConsumerPlain, text => text.Contains("eyJ", StringComparison.Ordinal));
        await page.GotoAsync(fixture.Demo.ConsumerPlain.ToString());

        await Assertions.Expect(page.GetByText("eyJ").First).ToBeVisibleAsync();
        Assert.DoesNotContain("Azure Confidential Computing", await page.InnerTextAsync("body"), StringComparison.Ordinal);
    }

    private static async Task<LaunchedBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new LaunchedBrowser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Path, Args = _arguments }));
    }

    private sealed record LaunchedBrowser(IPlaywright Playwright, IBrowser Browser) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Browser.DisposeAsync();
            Playwright.Dispose();
        }
    }
}
