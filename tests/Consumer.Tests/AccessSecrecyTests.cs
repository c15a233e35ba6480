using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class AccessSecrecyTests(EmbeddedBroker broker)
{
    private const string WrongOneCame = "A wrong browser token came from 127.0.0.1.";

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Even_the_most_talkative_log_has_the_token_in_the_login_link_alone(string logLoginLink, int mentions)
    {
        using var consumer = ConsumerProcess.Start(
            ("Consumer__BrowserToken", AccessClient.Token), ("Consumer__LogLoginLink", logLoginLink),
            ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ("Logging__Console__LogLevel__Default", "Trace"), ("Logging__Console__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"));
        var address = await consumer.AddressAsync();
        using var client = new AccessClient(address);
        await client.LogInAsync();
        using var byLink = await client.GetAsync($"/login?t={AccessClient.Token}", AccessClient.Browser);
        Assert.Equal(HttpStatusCode.Redirect, byLink.StatusCode);
        using var misplaced = await client.GetAsync($"/?t={AccessClient.Token}", AccessClient.Browser);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.Token)));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/messages", ("Authorization", $"Bearer {AccessClient.Token}")));
        using var wrongLink = await client.GetAsync($"/login?t={AccessClient.WrongToken}", AccessClient.Browser);
        using var wrongForm = await client.PostAsync(AccessClient.WrongToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.WrongToken)));

        await consumer.UntilLogAsync(text => text.Split(WrongOneCame).Length == 4);
        Assert.Contains(consumer.LogLines, line => line.Contains("/api/messages", StringComparison.Ordinal));
        Assert.DoesNotContain(consumer.LogLines, line => line.Contains(AccessClient.WrongToken, StringComparison.Ordinal));
        var mentioning = consumer.LogLines.Where(line => line.Contains(AccessClient.Token, StringComparison.Ordinal)).ToList();
        Assert.Equal(mentions, mentioning.Count);
        Assert.All(mentioning, line => Assert.Equal($"Login to the messages at {address}login?t={AccessClient.Token}", line.Trim()));
    }

    [Fact]
    public async Task By_default_the_log_names_the_login_page_without_the_token_and_nothing_is_written_to_disk()
    {
        using var consumer = ConsumerProcess.Start(("Consumer__BrowserToken", AccessClient.Token));
        var address = await consumer.AddressAsync();
        using var client = new AccessClient(address);
        await client.LogInAsync();
        using var wrong = await client.PostAsync(AccessClient.WrongToken);

        await consumer.UntilLogAsync(text => text.Contains(WrongOneCame, StringComparison.Ordinal));
        Assert.Contains(consumer.LogLines, line => line.Trim() == $"Login to the messages at {address}login with the browser token.");
        Assert.DoesNotContain(consumer.LogLines, line => line.Contains(AccessClient.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(consumer.LogLines, line => line.Contains("DataProtection", StringComparison.Ordinal));
        Assert.Empty(consumer.Home.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task No_trace_has_the_token_even_where_queries_are_not_redacted(string disableRedaction)
    {
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings:
        [
            $"--Consumer:BrowserToken={AccessClient.Token}", $"--OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION={disableRedaction}",
        ]);
        using var client = new AccessClient(consumer.Http.BaseAddress!);
        string[] paths = [$"/login?t={AccessClient.Token}", $"/login?returnUrl=%2F&t={AccessClient.WrongToken}", $"/?t={AccessClient.Token}"];
        foreach (var path in paths)
        {
            using var response = await client.GetAsync(path, AccessClient.Browser, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        }

        await Eventually.BecomesAsync(() => Task.FromResult(spans.Count), count => count == paths.Length, count => $"{count} spans");
        Assert.All(spans, span =>
        {
            Assert.Contains(span.TagObjects, tag => tag.Key == "url.path");
            Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("-token-", StringComparison.Ordinal));
            Assert.DoesNotContain("-token-", span.DisplayName, StringComparison.Ordinal);
        });
    }
}
