using System.Net;
using System.Net.Http.Headers;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class PageTests(EmbeddedBroker broker)
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task A_message_that_is_markup_is_inert()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync(Script);
        await consumer.SendRawAsync($"\"'>{Script}");
        await consumer.UntilMessagesAsync(messages => messages.Count == 2 && messages.TrueForAll(message => message.State() != "sealed"));

        var page = await consumer.HtmlAsync();
        Assert.DoesNotContain(Script, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_turn_hide_or_control_the_text_is_shown_instead()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("a\u202eb\u0007c\u2066d\u200be");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");

        var page = WebUtility.HtmlDecode(await consumer.HtmlAsync());
        Assert.Contains("a‹U+202E›b␇c‹U+2066›d‹U+200B›e", page, StringComparison.Ordinal);
        Assert.Equal("a\u202eb\u0007c\u2066d\u200be", Assert.Single(await consumer.MessagesAsync()).Text());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_shown_as_base64()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await broker.SendAsync(consumer.Topic, [0xc3, 0x28, 0xff, 0x00]);
        await consumer.UntilMessagesAsync(messages => messages.Count == 1);
        Assert.Contains("<code class=\"whole\">wyj/AA==</code>", WebUtility.HtmlDecode(await consumer.HtmlAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_line_is_shortened_and_can_be_seen_whole()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        var line = $"{new string('x', 450_000)}MIDDLE{new string('x', 450_000)}";
        await consumer.SendRawAsync(line);
        await consumer.UntilMessagesAsync(messages => messages.Count == 1);

        var page = await consumer.HtmlAsync();
        Assert.DoesNotContain("MIDDLE", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 1, 60_000);
        Assert.Contains("href=\"/messages/1\">Shortened: see all 900006 characters", page, StringComparison.Ordinal);
        Assert.Contains(line, await consumer.Http.GetStringAsync("/messages/1"), StringComparison.Ordinal);
        using var missing = await consumer.Http.GetAsync("/messages/2");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Without_a_script_the_page_filters_as_well()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("apples");
        await consumer.SendAsync("pears");
        await consumer.UntilMessagesAsync(messages => messages.Count == 2 && messages.TrueForAll(message => message.State() == "opened"));

        var rows = (await consumer.Http.GetStringAsync("/?q=APPLE")).Split("<ol id=\"rows\"")[1].Split("</ol>")[0];
        Assert.Contains("apples", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("pears", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_is_linked_only_where_a_dashboard_is_known()
    {
        var headers = new Confluent.Kafka.Headers { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8.ToArray() } };
        foreach (var (dashboard, link) in new[] { ("http://dashboard.test:1/", "http://dashboard.test:1/traces/detail/0af7651916cd43dd8448eb211c80319c"), ("", null) })
        {
            await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings: [$"--Consumer:DashboardUrl={dashboard}"]);
            await broker.SendAsync(consumer.Topic, "value"u8.ToArray(), headers);
            await consumer.UntilMessagesAsync(messages => messages.Count == 1);
            Assert.Equal(link is not null, (await consumer.HtmlAsync()).Contains($"href=\"{link}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Only_the_pages_own_script_and_style_may_run()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        using var response = await consumer.Http.GetAsync("/");
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/consumer.css", "text/css")]
    [InlineData("/consumer.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task The_pages_files_are_served_with_a_tag(string path, string type)
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        using var response = await consumer.Http.GetAsync(path);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await consumer.Http.SendAsync(again);
        Assert.Equal(System.Net.HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData(null, "text/html")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("*/*", "text/plain")]
    [InlineData("text/html;q=0.5, text/plain", "text/plain")]
    [InlineData("text/html, text/plain;q=0.5", "text/html")]
    public async Task The_page_comes_in_the_form_that_is_asked_for(string? accept, string type)
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        foreach (var range in accept?.Split(',') ?? [])
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(range));
        }

        using var response = await consumer.Http.SendAsync(request);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("No message has arrived yet.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_about_where_it_runs_is_shown()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings: ["--Consumer:Notice=The hardware is <emulated>."]);
        Assert.Contains("The hardware is &lt;emulated&gt;.", await consumer.HtmlAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_cannot_add_lines_or_drive_the_terminal()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("one\r\ntwo\u001b[2J");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");
        Assert.EndsWith("one  two [2J", (await consumer.PlainAsync()).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_original_producers_messages_are_shown_as_well()
    {
        await using var skr = await StandInSkr.StartAsync("message-key");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        using var sealer = new RsaOaepSealer(TestKey.PublicOf("message-key"));
        await consumer.SendRawAsync(sealer.Seal("Msg 1: original").ToString());
        var message = Assert.Single(await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened"));
        Assert.Equal("Msg 1: original", message.Text());
        Assert.Equal("rsa-oaep", message.GetProperty("format").GetString());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probes_answer(string path)
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        Assert.Equal("Healthy", await consumer.Http.GetStringAsync(path));
    }
}
