using System.Net;
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

        var page = await dashboard.PageWithAsync("/", "Exited (code 134)");

        Assert.True(page.IndexOf("data-key=\"consumer\"", StringComparison.Ordinal) < page.IndexOf("data-key=\"skr\"", StringComparison.Ordinal));
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
    public async Task A_change_reaches_an_open_page()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");
        using var events = new StreamReader(await dashboard.Http.GetStreamAsync("/live/resources"));
        await ReadUntilAsync(events, "Running");

        feed.Change("""{"name":"consumer","type":"Project","state":"RuntimeUnhealthy"}""");

        await ReadUntilAsync(events, "RuntimeUnhealthy");
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
    public async Task Console_lines_are_shown_clean_and_encoded()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        feed.Log("consumer", Line(1, """\u001b[31m<script>alert(1)</script>\u001b[0m""", isError: true));

        var page = await dashboard.PageWithAsync("/logs/consumer", "alert(1)");

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;</span>", page, StringComparison.Ordinal);
        Assert.Contains("<li class=\"err\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_works_without_javascript()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        feed.Log("consumer", Line(1, "first"));
        feed.Log("consumer", Line(2, "second"));
        await dashboard.PageWithAsync("/logs/consumer", "second");

        var page = await dashboard.Http.GetStringAsync("/logs/consumer?filter=FIR");

        Assert.Contains("first", page, StringComparison.Ordinal);
        Assert.DoesNotContain("second", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_lines_reach_an_open_log_page_after_those_that_it_has()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        feed.Log("consumer", Line(1, "first"));
        var page = await dashboard.PageWithAsync("/logs/consumer", "first");
        var after = page.Split("data-after=\"")[1].Split('"')[0];
        using var events = new StreamReader(await dashboard.Http.GetStreamAsync($"/live/logs/consumer?after={after}"));

        feed.Log("consumer", Line(2, "second"));

        var read = await ReadUntilAsync(events, "second");
        Assert.DoesNotContain("first", read, StringComparison.Ordinal);
        Assert.DoesNotContain("reset", read, StringComparison.Ordinal);
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

    [Fact]
    public async Task A_command_of_the_page_is_run()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");

        using var response = await PostAsync(dashboard, "/resources/consumer/commands/send", OwnOrigin(dashboard));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["consumer/send"], feed.Commands);
        Assert.Contains("was done", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_fails_says_why()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        feed.CommandResult = """{"success":false,"message":"The broker does not answer."}""";
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");

        using var response = await PostAsync(dashboard, "/resources/consumer/commands/send", OwnOrigin(dashboard));

        Assert.Contains("The broker does not answer.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_without_an_application_host_to_run_it_says_so()
    {
        var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");
        await feed.DisposeAsync();

        using var response = await PostAsync(dashboard, "/resources/consumer/commands/send", OwnOrigin(dashboard));

        Assert.Contains("The application host does not answer.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    public async Task A_command_from_a_foreign_page_is_refused(string? origin)
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");

        using var response = await PostAsync(dashboard, "/resources/consumer/commands/send", origin);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(feed.Commands);
    }

    [Theory]
    [InlineData("resource-start")]
    [InlineData("secret")]
    [InlineData("unknown")]
    public async Task A_command_that_is_not_offered_is_not_run(string command)
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        await dashboard.PageWithAsync("/", "consumer");

        using var response = await PostAsync(dashboard, $"/resources/consumer/commands/{command}", OwnOrigin(dashboard));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(feed.Commands);
    }

    [Fact]
    public async Task A_command_with_a_question_asks_it_first()
    {
        await using var feed = await FakeFeed.StartAsync(Snapshot);
        await using var dashboard = await RunningDashboard.StartAsync(feed);
        var list = await dashboard.PageWithAsync("/", "consumer");

        Assert.Contains("<form method=\"get\" action=\"/resources/consumer/commands/wipe\"", list, StringComparison.Ordinal);
        Assert.Contains("Really wipe it?", await dashboard.Http.GetStringAsync("/resources/consumer/commands/wipe"), StringComparison.Ordinal);
        Assert.Empty(feed.Commands);
    }

    private static string OwnOrigin(RunningDashboard dashboard) => dashboard.Pages.GetLeftPart(UriPartial.Authority);

    private static async Task<HttpResponseMessage> PostAsync(RunningDashboard dashboard, string address, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await dashboard.Http.SendAsync(request);
    }

    private static string Line(int number, string text, bool isError = false)
        => $$"""{"line":{{number}},"timestamp":"2026-11-23T23:50:0{{number}}.123Z","isError":{{(isError ? "true" : "false")}},"text":"{{text}}"}""";

    private static async Task<string> ReadUntilAsync(StreamReader events, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            read += await events.ReadLineAsync(limit.Token) + "\n";
        }

        return read;
    }
}
