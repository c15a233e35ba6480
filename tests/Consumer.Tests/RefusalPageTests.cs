using CcDemo.Messaging.Tests;
using CcDemo.Skr.Tests;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>
/// Each refusal of the demo, from the sidecar and the emulated cloud themselves, as a person sees it: which link is red, which
/// values differ, and what to do.
/// </summary>
[Collection(SharedBroker.Name)]
public sealed class RefusalPageTests(EmbeddedBroker broker, RealSidecars sidecars, Chromium chromium) : IClassFixture<RealSidecars>, IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToBeVisibleOptions _patient = new() { Timeout = 45_000 };

    [ChromiumTheory]
    [InlineData("description", "policy", "Another pod was started", "measure it and set the key's policy anew")]
    [InlineData("flipped-bit", "report", "was changed after the processor signed it", "do not trust this host")]
    [InlineData("foreign-chain", "certificates", "lead to a root that nobody trusts", "do not trust this host")]
    [InlineData("debug-guest", "policy", "debugging is on", "Start the pod without debugging")]
    [InlineData("runtime-data", "report", "made over other data", "ask the processor anew")]
    [InlineData("foreign-issuer", "policy", "a provider that this key's policy does not trust", "Attest at the provider that the policy names")]
    [InlineData("expired-token", "token", "had already expired", "Compare the clocks")]
    [InlineData("no-release-policy", "policy", "has no release policy", "Create the key anew with a release policy")]
    [InlineData("no-role", "key", "does not let this pod's identity release keys", "Give the pod's identity the role")]
    public async Task The_broken_link_is_red_and_says_what_differs_and_what_to_do(string refusal, string link, string finding, string advice)
    {
        var (skr, settings) = await sidecars.StartAsync(refusal);
        await using var sidecar = skr;
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings: settings);
        await consumer.SendAsync("nobody reads this");
        await consumer.UntilStateAsync("refused");
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);

        var broken = page.Locator(".link[data-state=broken]");
        await Assertions.Expect(broken).ToHaveCountAsync(1, new() { Timeout = 45_000 });
        await Assertions.Expect(broken).ToHaveAttributeAsync("data-link", link);
        await Assertions.Expect(broken.Locator(".finding").GetByText(finding)).ToBeVisibleAsync(_patient);
        await Assertions.Expect(broken.GetByText("What to do:")).ToBeVisibleAsync();
        await Assertions.Expect(broken.Locator(".advice")).ToContainTextAsync(advice);
        await Assertions.Expect(page.Locator("#state-text")).ToContainTextAsync(finding);
        await Assertions.Expect(broken.Locator(".finding")).ToHaveCSSAsync("color", await ColourAsync(page, "--bad"));

        var (actual, wanted) = Differing(refusal);
        await Assertions.Expect(broken.Locator("dd[data-agrees=no] .actual").First).ToBeVisibleAsync(_patient);
        await Assertions.Expect(broken.Locator("dd[data-agrees=no] .actual").First).ToContainTextAsync(actual);
        await Assertions.Expect(broken.Locator("dd[data-agrees=no] .wanted").First).ToBeVisibleAsync();
        await Assertions.Expect(broken.Locator("dd[data-agrees=no] .wanted").First).ToContainTextAsync(wanted);
        Assert.DoesNotContain("nobody reads this", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Empty(browser.Violations);
    }

    /// <summary>What is there and what has to be.</summary>
    private (string Actual, string Wanted) Differing(string refusal) => refusal switch
    {
        "description" => (Cloud.HostDataOf(RealSidecars.OtherPolicy), RealSidecars.TrustedHostData),
        "flipped-bit" => ("does not fit", "fits the chip's certificate"),
        "foreign-chain" => ("CN=ARK", "one of those that are trusted"),
        "debug-guest" => ("true", "false"),
        "runtime-data" => ("no, other data", "yes"),
        "foreign-issuer" => (sidecars.Provider, RealSidecars.OtherProvider),
        "expired-token" => ("UTC", "later than now"),
        "no-release-policy" => ("none", "one that this pod satisfies"),
        _ => ("not given", "Key Vault Crypto Service Release User"),
    };

    private static Task<string> ColourAsync(IPage page, string variable) => page.EvaluateAsync<string>(
        """
        name => {
          const probe = document.createElement('span');
          probe.className = 'probe';
          document.body.append(probe);
          probe.style.color = `var(${name})`;
          const colour = getComputedStyle(probe).color;
          probe.remove();
          return colour;
        }
        """,
        variable);
}
