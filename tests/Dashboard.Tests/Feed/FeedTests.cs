using CcDemo.Dashboard.Tests.Hosting;

namespace CcDemo.Dashboard.Tests.Feed;

public class FeedTests
{
    private const string Consumer = """
        {"name":"consumer","type":"Project","state":"Running","health":"Healthy","isHidden":false,"startTime":"2026-11-23T23:50:01Z",
         "urls":[{"url":"http://localhost:3333/","displayText":"Messages"},{"url":"javascript:alert(1)","displayText":"trap"}],
         "commands":[{"name":"send","displayName":"Send <message>","state":"Enabled","isHighlighted":true},
                     {"name":"wipe","displayName":"Wipe","state":"Enabled","confirmation":"Really wipe it?"},
                     {"name":"resource-start","displayName":"Start","state":"Disabled"},
                     {"name":"secret","displayName":"Invisible","state":"Hidden"}],
         "somethingNew":{"x":1}}
        """;

    private const string Skr = """{"name":"skr","type":"Project","state":"Exited","exitCode":134,"parent":"consumer"}""";
    private const string Hidden = """{"name":"hidden-helper","type":"Project","state":"Running","isHidden":true}""";

    private static string Snapshot => $"[{Skr},{Consumer},{Hidden}]".ReplaceLineEndings("");

    [Fact]
    public async Task Resources_appear_with_children_below_their_parents_and_hidden_ones_not_at_all()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);

        var page = await dashboard.PageWithAsync("/", "exit code 134");

        Assert.True(page.IndexOf(">consumer</a>", StringComparison.Ordinal) < page.IndexOf(">skr</a>", StringComparison.Ordinal));
        Assert.Contains("<a href=\"http://localhost:3333/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-helper", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Invisible", page, StringComparison.Ordinal);
        Assert.Contains("Send &lt;message&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_no_web_address_is_shown_but_is_no_link()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);

        var page = await dashboard.PageWithAsync("/", "trap");

        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_lists_the_resources()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");

        var resources = (await dashboard.JsonAsync("/api/resources")).EnumerateArray().ToList();

        Assert.Equal(["skr", "consumer"], resources.Select(resource => resource.GetProperty("name").GetString()!));
        Assert.Equal(134, resources[0].GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task When_the_feed_goes_away_the_page_says_so_and_recovers_when_it_is_back()
    {
        var feed = await FakeFeed.StartAsync(Snapshot);
        var port = new Uri(feed.Url).Port;
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");

        await feed.DisposeAsync();
        var page = await dashboard.PageWithAsync("/", "Not connected.");
        Assert.Contains("the last that was heard", page, StringComparison.Ordinal);
        Assert.Contains("consumer", page, StringComparison.Ordinal);

        await using var again = await FakeFeed.StartAsync("""[{"name":"newcomer","state":"Starting"}]""", port);
        page = await dashboard.PageWithAsync("/", "newcomer");
        Assert.DoesNotContain("Not connected.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_reported_with_the_setting_to_correct()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync($"{SettingNames.Feed}={feed.Url}", $"{SettingNames.FeedApiKey}=wrong");

        await dashboard.PageWithAsync("/", "DASHBOARD__RESOURCESERVICECLIENT__APIKEY");
    }
}
