using CcDemo.EndToEnd;
using CcDemo.Messaging.Tests;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>The page in a real browser, beside the real broker.</summary>
[Collection(SharedBroker.Name)]
public sealed class BrowserTests(EmbeddedBroker broker, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToBeVisibleOptions _patient = new() { Timeout = 30_000 };

    [ChromiumFact]
    public async Task A_message_that_arrives_appears_and_pause_holds_the_next_one_back()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);

        await consumer.SendAsync("first");
        await Assertions.Expect(page.Locator("#rows .text").GetByText("first")).ToBeVisibleAsync(_patient);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await consumer.SendAsync("second");
        await Assertions.Expect(page.Locator("#sampling")).ToContainTextAsync("newer changes wait", new() { Timeout = 30_000 });
        Assert.Equal(1, await page.Locator("#rows li").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows li").First).ToContainTextAsync("second", new() { Timeout = 30_000 });
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_key_that_comes_late_opens_what_is_on_the_page_and_turns_the_chain_green()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "The claim x-ms-sevsnpvm-hostdata is 'a'; the policy wants 'b'.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        await consumer.SendAsync("patience");

        await Assertions.Expect(page.Locator(".link[data-link=policy][data-state=broken]")).ToBeVisibleAsync(_patient);
        await Assertions.Expect(page.Locator("#rows li[data-state=sealed]")).ToBeVisibleAsync(_patient);
        skr.Refusal = null;
        await Assertions.Expect(page.Locator("#rows li.opening[data-state=opened] .text")).ToContainTextAsync("patience", new() { Timeout = 45_000 });
        await Assertions.Expect(page.Locator(".link[data-state=holds]")).ToHaveCountAsync(5, new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#latest-text")).ToHaveTextAsync("patience");
    }

    [ChromiumFact]
    public async Task Without_scripts_the_page_says_the_same()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("no script needed");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");
        await using var browser = await chromium.LaunchAsync(new() { JavaScriptEnabled = false });
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);

        await Assertions.Expect(page.Locator("#latest-text")).ToHaveTextAsync("no script needed");
        await Assertions.Expect(page.Locator(".link[data-state=holds]")).ToHaveCountAsync(5);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeHiddenAsync();
        await page.Locator("#filter").FillAsync("nothing like that");
        await page.Locator("#filter").PressAsync("Enter");
        await Assertions.Expect(page.GetByText("No message contains that.")).ToBeVisibleAsync(_patient);
    }

    [ChromiumFact]
    public async Task The_token_logs_in_and_a_wrong_one_does_not()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings: [$"--Consumer:BrowserToken={AccessClient.Token}"]);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);

        await page.GetByLabel("Browser token").FillAsync(AccessClient.WrongToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not the browser token", new() { Timeout = 30_000 });
        await page.GetByLabel("Browser token").FillAsync(AccessClient.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.Locator("#state-title")).ToHaveTextAsync("Not attested: no key", new() { Timeout = 30_000 });
        await consumer.SendRawAsync("seen after the login");
        await Assertions.Expect(page.Locator("#rows li")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
    }

    [ChromiumFact]
    public async Task A_hostile_message_is_text_and_nothing_else()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        const string hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        await consumer.SendAsync($"{hostile}\u202egnp");

        await Assertions.Expect(page.Locator("#rows .text").First).ToHaveTextAsync($"{hostile}‹U+202E›gnp", new() { Timeout = 30_000 });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#rows .text").First).ToHaveTextAsync($"{hostile}‹U+202E›gnp");
        Assert.Equal(0, await page.Locator("#rows img, #rows script").CountAsync());
        Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_page_fits_every_width_and_axe_finds_no_serious_fault_in_light_and_dark()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "The claim x-ms-sevsnpvm-hostdata is 'a'; the policy wants 'b'.";
        await using var refused = await RunningConsumer.StartAsync(broker, skr);
        await using var plain = await RunningConsumer.StartAsync(broker, skr: null);
        await using var released = await RunningConsumer.StartAsync(broker, await ReleasingAsync());
        foreach (var consumer in new[] { refused, plain, released })
        {
            await consumer.SendAsync(new string('w', 3000));
            await consumer.UntilMessagesAsync(messages => messages.Count == 1);
        }

        await refused.UntilStateAsync("refused");
        await released.UntilStateAsync("released");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var browser = await chromium.LaunchAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            foreach (var consumer in new[] { refused, plain, released })
            {
                var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
                await Assertions.Expect(page.Locator("#rows li")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
                foreach (var width in new[] { 360, 768, 1280, 1920 })
                {
                    await page.SetViewportSizeAsync(width, 900);
                    Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"It scrolls sideways at {width} px.");
                }

                var faults = (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
                Assert.Empty(faults.Select(fault => $"{scheme} {fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}"));
                await page.CloseAsync();
            }
        }

        static Task<StandInSkr> ReleasingAsync() => StandInSkr.StartAsync(RunningConsumer.KeyId);
    }
}
