using CcDemo.EndToEnd;
using CcDemo.Messaging.Tests;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>The page without a mouse.</summary>
[Collection(SharedBroker.Name)]
public sealed class KeyboardPageTests(EmbeddedBroker broker, Chromium chromium) : IClassFixture<Chromium>
{
    private const int Patience = 45_000;

    /// <summary>What has the focus, in a few words; whether it is seen to have it.</summary>
    private const string Focused = """
        () => {
          const element = document.activeElement;
          const style = getComputedStyle(element);
          const link = element.closest('.link');
          const name = element.id || element.className || (link ? `${link.dataset.link} ${element.parentElement.className}`.trim() : element.parentElement.className) || element.textContent.trim();
          return [element === document.body ? '' : name, String(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)];
        }
        """;

    [ChromiumFact]
    public async Task Tab_leads_through_everything_in_the_order_of_reading_and_shows_where_it_is()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "The claim x-ms-sevsnpvm-hostdata is 'a'; the policy wants 'b'.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("first");
        await consumer.UntilStateAsync("refused");
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        await Assertions.Expect(page.Locator("#rows li")).ToHaveCountAsync(1, new() { Timeout = Patience });

        var path = new List<string>();
        while (path.Count < 40)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string[]>(Focused);
            if (focused[0].Length == 0 || focused[0] == path.FirstOrDefault())
            {
                break;
            }

            Assert.True(focused[1] == "true", $"Nothing shows that '{focused[0]}' has the focus.");
            path.Add(focused[0]);
        }

        Assert.Equal(
            ["skip", "token", "policy", "policy said", "key", "claims", "filter", "both", "pause", "scroll", "cipher", "messages", "attestation"],
            path);
    }

    [ChromiumFact]
    public async Task Enter_and_space_do_what_a_click_does()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("first");
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        await Assertions.Expect(page.Locator("#rows li[data-state=opened]")).ToHaveCountAsync(1, new() { Timeout = Patience });

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("filter", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.TypeAsync("nothing like that");
        await Assertions.Expect(page.Locator("#rows li")).ToBeHiddenAsync();
        await page.Locator("#filter").FillAsync("");

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("#both")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator("#rows .whole")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#rows .whole")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#pause")).ToHaveTextAsync("Go on");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("#pause")).ToHaveTextAsync("Pause");

        await page.Locator("#rows summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#rows .whole")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task When_the_chain_is_drawn_anew_the_keyboard_stays_where_it_is()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "The claim x-ms-sevsnpvm-hostdata is 'a'; the policy wants 'b'.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        await consumer.SendAsync("first");
        await Assertions.Expect(page.Locator(".link[data-link=policy][data-state=broken]")).ToBeVisibleAsync(new() { Timeout = Patience });

        await page.Locator(".link[data-link=key] summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        skr.Refusal = null;
        await Assertions.Expect(page.Locator(".link[data-link=key][data-state=holds]")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.Locator(".link[data-link=key] summary")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".link[data-link=key] details")).ToHaveAttributeAsync("open", "");
    }
}
