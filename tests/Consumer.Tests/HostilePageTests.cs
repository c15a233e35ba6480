using CcDemo.EndToEnd;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;
using Microsoft.Playwright;

namespace CcDemo.Consumer.Tests;

/// <summary>Messages that are meant to break the page, in Chromium.</summary>
[Collection(SharedBroker.Name)]
public sealed class HostilePageTests(EmbeddedBroker broker, Chromium chromium) : IClassFixture<Chromium>
{
    private const int Patience = 45_000;

    [ChromiumFact]
    public async Task The_largest_text_that_is_opened_is_shortened_and_can_be_seen_whole()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        var text = $"{new string('x', 390_000)}MIDDLE{new string('y', 390_000)}";
        var value = Seal(consumer.Topic, text);
        await SendLargeAsync(consumer.Topic, value);

        var row = page.Locator("#rows li[data-state=opened]");
        await Assertions.Expect(row.Locator(".all")).ToHaveTextAsync($"Shortened: see all {value.Length} characters", new() { Timeout = Patience });
        Assert.InRange((await row.InnerTextAsync()).Length, 1, 5000);
        Assert.InRange((await page.Locator("#latest-text").InnerTextAsync()).Length, 1, 400);
        await row.Locator(".all").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Message 1" })).ToBeVisibleAsync(new() { Timeout = Patience });
        Assert.Equal(text, await page.Locator(".everything bdi").TextContentAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "It scrolls sideways.");
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_value_that_is_too_large_to_be_opened_says_so()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        await consumer.SendAsync("before");
        await SendLargeAsync(consumer.Topic, Seal(consumer.Topic, new string('x', 1024 * 1024)));

        await Assertions.Expect(page.Locator("#rows li[data-state=refused] .text")).ToContainTextAsync("1048576 are accepted", new() { Timeout = Patience });
        await Assertions.Expect(page.Locator("#rows li[data-state=refused] .all")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task What_was_sealed_but_is_no_utf8_is_said_to_be_that_and_the_page_goes_on()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(consumer.Http.BaseAddress!);
        using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, consumer.Topic);
        await broker.SendAsync(consumer.Topic, sealer.Seal([(byte)'a', 0xc3, 0x28, 0xff, 0x00]).Value);

        await Assertions.Expect(page.Locator("#rows li[data-state=refused] .text")).ToHaveTextAsync("What was sealed is not UTF-8 text.", new() { Timeout = Patience });
        await consumer.SendAsync("after");
        await Assertions.Expect(page.Locator("#latest-text")).ToHaveTextAsync("after", new() { Timeout = Patience });
        Assert.Empty(browser.Violations);
    }

    [Fact]
    public async Task Opened_texts_count_to_what_is_kept()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, settings: ["--Consumer:CapacityBytes=1000000"]);
        foreach (var number in Enumerable.Range(1, 3))
        {
            // A third of the room for the value, and a quarter of it for the text.
            await SendLargeAsync(consumer.Topic, Seal(consumer.Topic, $"{number}{new string('x', 250_000)}"));
        }

        var kept = await consumer.UntilMessagesAsync(messages => messages.Exists(message => message.GetProperty("id").GetInt64() == 3 && message.State() == "opened"));
        Assert.Single(kept);
    }

    private static byte[] Seal(string topic, string text)
    {
        using var sealer = new JweSealer(TestKey.PublicOf(RunningConsumer.KeyId), RunningConsumer.KeyId, topic, new JweSealerOptions { MaxTextBytes = 2 * 1024 * 1024 });
        return sealer.Seal(text).Value;
    }

    private async Task SendLargeAsync(string topic, byte[] value)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = broker.Address, ["message.max.bytes"] = "4000000" }).Build();
        await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = value });
    }
}
