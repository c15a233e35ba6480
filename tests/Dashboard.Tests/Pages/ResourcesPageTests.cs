using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class ResourcesPageTests(Chromium chromium)
{
    private const string Kafka = """{"name":"kafka","type":"Kafka","state":"Running"}""";

    private const string Skr = """{"name":"skr","type":"Project","state":"Exited","exitCode":134,"relationships":[{"type":"Parent","resourceName":"consumer"}],"parent":"consumer"}""";

    private static string Snapshot => $"[{Kafka},{Consumer("Running")},{Skr}]";

    [ChromiumFact]
    public async Task A_resource_is_restarted_from_the_page_and_its_states_arrive_by_themselves()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Restart consumer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“Restart” was done for consumer.")).ToBeVisibleAsync();
        Assert.Equal(["consumer/resource-restart"], feed.Commands);
        feed.Change(Consumer("Starting"));
        await Assertions.Expect(Row(page, "consumer").Locator(".state").First).ToHaveTextAsync("Starting");
        feed.Change(Consumer("RuntimeUnhealthy"));
        await Assertions.Expect(Row(page, "consumer").Locator(".state.bad").First).ToHaveTextAsync("RuntimeUnhealthy");
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_command_that_fails_says_why_and_one_that_is_not_offered_has_no_button()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        feed.CommandResult = """{"success":false,"message":"The <b>broker</b> does not answer."}""";
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Restart consumer" }).ClickAsync();

        await Assertions.Expect(page.GetByText("“Restart” failed for consumer: The <b>broker</b> does not answer.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start consumer", Exact = true })).ToBeDisabledAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Invisible" }).CountAsync());
    }

    [ChromiumFact]
    public async Task A_command_with_a_question_asks_it_first()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Wipe consumer" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Really wipe it?");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Empty(feed.Commands);

        await page.GetByRole(AriaRole.Button, new() { Name = "Wipe consumer" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Wipe" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“Wipe” was done for consumer.")).ToBeVisibleAsync();
        Assert.Equal(["consumer/wipe"], feed.Commands);
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task The_values_of_an_environment_stay_hidden_until_they_are_asked_for()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        feed.Environment = """[{"name":"API_KEY","value":"hush-hush"},{"name":"TOPIC","value":"demo"}]""";
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/?resource=consumer");

        var details = page.GetByRole(AriaRole.Complementary, new() { Name = "Details of consumer" });
        await Assertions.Expect(details.GetByText("API_KEY")).ToBeVisibleAsync();
        Assert.DoesNotContain("hush-hush", await page.ContentAsync(), StringComparison.Ordinal);
        await details.GetByRole(AriaRole.Button, new() { Name = "Reveal API_KEY" }).ClickAsync();
        await Assertions.Expect(details.GetByText("hush-hush")).ToBeVisibleAsync();
        await Assertions.Expect(details.GetByRole(AriaRole.Button, new() { Name = "Reveal TOPIC" })).ToBeVisibleAsync();
        await details.GetByRole(AriaRole.Button, new() { Name = "Hide API_KEY" }).ClickAsync();
        await Assertions.Expect(details.GetByText("hush-hush")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Details_say_why_a_resource_ended_and_escape_closes_them()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        feed.Log("skr", """{"line":1,"timestamp":"2026-11-23T23:50:01Z","isError":true,"text":"no device, no report"}""");
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/");

        await page.GetByRole(AriaRole.Link, new() { Name = "skr", Exact = true }).ClickAsync();
        var details = page.GetByRole(AriaRole.Complementary, new() { Name = "Details of skr" });
        await Assertions.Expect(details).ToContainTextAsync("It ended with exit code 134.");
        await Assertions.Expect(details).ToContainTextAsync("no device, no report");
        await Assertions.Expect(details).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(details).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "skr", Exact = true })).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task The_graph_shows_who_refers_to_whom_and_says_it_in_words()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/");

        await page.GetByRole(AriaRole.Link, new() { Name = "Graph" }).ClickAsync();

        await Assertions.Expect(page.Locator("svg .node")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("svg path.edge")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "List of references" })).ToContainTextAsync("refers to and waits for kafka");
    }

    [ChromiumFact]
    public async Task Without_an_application_host_the_senders_of_telemetry_are_listed_as_they_come()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/");
        await Assertions.Expect(page.GetByText("No telemetry yet.")).ToBeVisibleAsync();

        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("newcomer", trace: 1, span: 1));

        await Assertions.Expect(Row(page, "newcomer").GetByRole(AriaRole.Link, new() { Name = "Traces" })).ToHaveAttributeAsync("href", "/traces?resource=newcomer");
    }

    private static ILocator Row(IPage page, string name) => page.Locator("tr", new() { Has = page.Locator("th", new() { HasText = name }) });

    private static string Consumer(string state) => $$"""
        {"name":"consumer","type":"Project","state":"{{state}}","health":"Healthy","startTime":"2026-11-23T23:50:01Z",
         "urls":[{"url":"http://localhost:3333/","displayText":"Messages"}],
         "relationships":[{"type":"Reference","resourceName":"kafka"},{"type":"WaitFor","resourceName":"kafka"}],
         "commands":[{"name":"resource-restart","displayName":"Restart","state":"Enabled"},{"name":"resource-start","displayName":"Start","state":"Disabled"},
                     {"name":"wipe","displayName":"Wipe","state":"Enabled","confirmation":"Really wipe it?"},{"name":"secret","displayName":"Invisible","state":"Hidden"}]}
        """.ReplaceLineEndings("");
}
