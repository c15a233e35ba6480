using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Testing;

namespace CcDemo.Aspire.Hosting.Tests.Dashboard;

/// <summary>The feed over real HTTP.</summary>
public sealed class ResourceFeedTests
{
    private const string Key = "0123456789abcdef";
    private const string Secret = "open-sesame-4711";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_key_everything_is_refused(string? key)
    {
        await using var app = await StartAsync();
        await using var feed = await ServeAsync(app);
        using var http = Client(feed, key);

        foreach (var path in new[] { "/resources", "/resources/stream", "/resources/sh/logs/stream", "/resources/sh/environment", "/none" })
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        using var command = await http.PostAsync(new Uri("/resources/sh/commands/good", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, command.StatusCode);
    }

    [Fact]
    public async Task A_snapshot_comes_first_and_each_change_after_it()
    {
        await using var app = await StartAsync();
        await using var feed = await ServeAsync(app);
        using var http = Client(feed, Key);
        using var reader = new StreamReader(await http.GetStreamAsync(new Uri("/resources/stream", UriKind.Relative)));

        Assert.Equal("event: snapshot", await reader.ReadLineAsync().WaitAsync(_limit));
        Assert.StartsWith("data: [", await reader.ReadLineAsync().WaitAsync(_limit), StringComparison.Ordinal);
        await app.ResourceCommands.ExecuteCommandAsync("sh", KnownResourceCommands.StopCommand);
        await UntilAsync(reader, "\"state\":\"Exited\"");
    }

    [Fact]
    public async Task A_log_comes_with_its_backlog_and_then_live()
    {
        await using var app = await StartAsync();
        await app.ResourceNotifications.WaitForResourceAsync("sh").WaitAsync(_limit);
        await using var feed = await ServeAsync(app);
        using var http = Client(feed, Key);
        using var reader = new StreamReader(await http.GetStreamAsync(new Uri("/resources/sh/logs/stream", UriKind.Relative)));
        await UntilAsync(reader, "\"text\":\"first\"");
        await app.ResourceCommands.ExecuteCommandAsync("sh", KnownResourceCommands.RestartCommand);
        await UntilAsync(reader, "\"text\":\"first\"");

        using var unknown = await http.GetAsync(new Uri("/resources/none/logs/stream", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("sh", "good", HttpStatusCode.OK, "{\"success\":true}")]
    [InlineData("sh", "bad", HttpStatusCode.OK, "{\"success\":false,\"message\":\"It rains.\"}")]
    [InlineData("sh", "none", HttpStatusCode.NotFound, "{\"error\":\"Resource \\u0027sh\\u0027 has no command \\u0027none\\u0027.\"}")]
    [InlineData("none", "good", HttpStatusCode.NotFound, "{\"error\":\"Resource \\u0027none\\u0027 has no command \\u0027good\\u0027.\"}")]
    public async Task A_command_answers_what_has_become_of_it(string resource, string command, HttpStatusCode status, string body)
    {
        await using var app = await StartAsync();
        await using var feed = await ServeAsync(app);
        using var http = Client(feed, Key);
        using var response = await http.PostAsync(new Uri($"/resources/{resource}/commands/{command}", UriKind.Relative), null);

        Assert.Equal((status, body), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_value_of_a_secret_is_not_in_the_feed()
    {
        await using var app = await StartAsync();
        await app.ResourceNotifications.WaitForResourceAsync("sh").WaitAsync(_limit);
        await using var feed = await ServeAsync(app);
        using var http = Client(feed, Key);
        var text = await http.GetStringAsync(new Uri("/resources", UriKind.Relative));

        Assert.Contains("\"name\":\"secret\"", text, StringComparison.Ordinal);
        Assert.Contains("\"isSensitive\":true", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_comes_when_it_is_asked_for()
    {
        await using var app = await StartAsync();
        await app.ResourceNotifications.WaitForResourceAsync("sh", KnownResourceStates.Running).WaitAsync(_limit);
        await using var feed = await ServeAsync(app);
        using var http = Client(feed, Key);

        var environment = await http.GetStringAsync(new Uri("/resources/sh/environment", UriKind.Relative));
        using var unknown = await http.GetAsync(new Uri("/resources/none/environment", UriKind.Relative));

        Assert.Contains("{\"name\":\"GREETING\",\"value\":\"hello\"}", environment, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task UntilAsync(StreamReader reader, string text)
    {
        using var limit = new CancellationTokenSource(_limit);

        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The stream ended without {text}.");
    }

    private static HttpClient Client(ResourceFeed feed, string? key)
    {
        var http = new HttpClient { BaseAddress = new Uri(feed.Address) };

        if (key is not null)
        {
            http.DefaultRequestHeaders.Add(ResourceFeed.KeyHeader, key);
        }

        return http;
    }

    private static Task<ResourceFeed> ServeAsync(DistributedApplication app) => ResourceFeed.StartAsync(null, Key, app.Services, CancellationToken.None);

    private static async Task<DistributedApplication> StartAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var secret = builder.AddParameter("secret", Secret, secret: true);
        builder.AddExecutable("sh", "/bin/sh", "/", "-c", "echo first; sleep 300")
            .WithArgs(secret)
            .WithEnvironment("SECRET", secret)
            .WithEnvironment("GREETING", "hello")
            .WithCommand("good", "Good", _ => Task.FromResult(CommandResults.Success()))
            .WithCommand("bad", "Bad", _ => Task.FromResult(CommandResults.Failure("It rains.")));
        var app = await builder.BuildAsync();
        await app.StartAsync();
        return app;
    }
}
