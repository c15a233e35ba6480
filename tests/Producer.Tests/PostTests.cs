using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CcDemo.Messaging.Tests;

namespace CcDemo.Producer.Tests;

[Collection(SharedBroker.Name)]
public sealed class PostTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task Ones_own_text_is_numbered_sealed_and_sent()
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        for (var number = 1; number <= 2; number++)
        {
            using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = "Grüße <b>" });
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            var sent = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(number, sent.GetProperty("number").GetInt32());
            Assert.True(sent.GetProperty("partition").GetInt32() >= 0);
            Assert.True(sent.GetProperty("offset").GetInt64() >= 0);
        }

        Assert.Equal(["Msg 1: Grüße <b>", "Msg 2: Grüße <b>"], producer.Texts(2));
    }

    [Theory]
    [InlineData("""{"text":""}""", HttpStatusCode.BadRequest, "empty")]
    [InlineData("""{"text":"  "}""", HttpStatusCode.BadRequest, "empty")]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "empty")]
    [InlineData("""null""", HttpStatusCode.BadRequest, "empty")]
    [InlineData("""{"text":7}""", HttpStatusCode.BadRequest, "JSON object")]
    [InlineData("""{"te""", HttpStatusCode.BadRequest, "JSON object")]
    [InlineData("{\"text\":\"half \\ud83d\"}", HttpStatusCode.BadRequest, "")]
    public async Task A_body_that_is_not_a_text_is_refused_with_a_sentence(string body, HttpStatusCode status, string reason)
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        using var response = await producer.Http.PostAsync("/messages", new StringContent(body, Encoding.UTF8, "application/json"));
        await AssertRefusedAsync(response, status, reason);
    }

    [Fact]
    public async Task A_text_that_is_too_large_is_refused_with_both_sizes()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--Producer:Format=rsa-oaep");
        using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = new string('a', 200) });
        await AssertRefusedAsync(response, HttpStatusCode.RequestEntityTooLarge, "200 bytes");
        using var fits = await producer.Http.PostAsJsonAsync("/messages", new { text = new string('a', 165) });
        Assert.Equal(HttpStatusCode.Accepted, fits.StatusCode);
    }

    [Fact]
    public async Task Key_and_headers_travel_with_the_message_and_the_key_can_be_bound()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--Producer:BindMessageKeys=true");
        using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = "hello", key = "order-17", headers = new { source = "shop", empty = (string?)null } });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var message = Assert.Single(broker.Read(producer.Topic, 1)).Message;
        Assert.Equal("order-17"u8.ToArray(), message.Key);
        Assert.Equal("shop"u8.ToArray(), message.Headers.Single(header => header.Key == "source").GetValueBytes());
        Assert.Null(message.Headers.Single(header => header.Key == "empty").GetValueBytes());
        Assert.Equal("Msg 1: hello", producer.Open(message.Value, message.Key).Text);
        Assert.Equal(CcDemo.MessageEncryption.RefusalCode.WrongMessageKey, producer.Open(message.Value, "order-18"u8.ToArray()).Refusal);
    }

    [Theory]
    [InlineData("""{"text":"a","headers":{"traceparent":"x"}}""", "traceparent")]
    [InlineData("""{"text":"a","headers":{"":"x"}}""", "''")]
    [InlineData("""{"text":"a","headers":["x"]}""", "JSON object")]
    [InlineData("""{"text":"a","key":7}""", "JSON object")]
    public async Task Key_and_headers_that_cannot_be_are_refused_with_a_sentence(string body, string reason)
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        using var response = await producer.Http.PostAsync("/messages", new StringContent(body, Encoding.UTF8, "application/json"));
        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, reason);
    }

    [Fact]
    public async Task Brokers_that_do_not_acknowledge_in_time_are_said_so()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--ConnectionStrings:kafka=127.0.0.1:1", "--Producer:SendTimeout=00:00:01");
        using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        await AssertRefusedAsync(response, HttpStatusCode.ServiceUnavailable, "not acknowledged");
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        using var response = await producer.Http.PostAsync("/messages", new StringContent("hello"));
        await AssertRefusedAsync(response, HttpStatusCode.UnsupportedMediaType, "application/json");
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_send()
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/messages") { Content = Form("hello") };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await producer.Http.SendAsync(request);
        await AssertRefusedAsync(response, HttpStatusCode.Forbidden, "another site");
    }

    [Fact]
    public async Task The_form_works_without_a_script()
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        Assert.Contains("Nothing has been sent yet.", await producer.Http.GetStringAsync("/"), StringComparison.Ordinal);

        using var response = await producer.Http.PostAsync("/messages", Form("from the form"));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        var page = await producer.Http.GetStringAsync(response.Headers.Location);
        Assert.Contains("Message 1 is on the topic.", page, StringComparison.Ordinal);
        Assert.Contains("jwe", page, StringComparison.Ordinal);
        var record = Assert.Single(broker.Read(producer.Topic, 1));
        var value = Encoding.ASCII.GetString(record.Message.Value);
        Assert.All(value.Split('.'), part => Assert.Contains($"<code>{part}</code>", page, StringComparison.Ordinal));
        Assert.Contains($"&quot;kid&quot;:&quot;{RunningProducer.KeyId}&quot;", page, StringComparison.Ordinal);
        Assert.Contains($"partition {record.Partition.Value}, offset {record.Offset.Value}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("from the form", page, StringComparison.Ordinal);
        Assert.Equal(["Msg 1: from the form"], producer.Texts(1));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("<script>")]
    [InlineData("99999999999999999999999")]
    public async Task A_message_that_was_not_posted_here_is_not_said_to_be_sent(string sent)
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        var page = await producer.Http.GetStringAsync($"/?sent={Uri.EscapeDataString(sent)}");
        Assert.DoesNotContain("is on the topic", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_text_is_shown_shortened_and_the_block_of_rsa_whole()
    {
        await using var large = await RunningProducer.StartAsync(broker);
        using var response = await large.Http.PostAsync("/messages", Form(new string('a', 20_000)));
        var page = await large.Http.GetStringAsync(response.Headers.Location);
        Assert.Contains("characters, shortened", page, StringComparison.Ordinal);
        Assert.True(page.Length < 10_000, $"{page.Length} characters");

        await using var rsa = await RunningProducer.StartAsync(broker, "--RATE=0", "--Producer:Format=rsa-oaep", "--Producer:ConsumerUrl=http://localhost:3333");
        using var answer = await rsa.Http.PostAsync("/messages", Form("hello"));
        page = await rsa.Http.GetStringAsync(answer.Headers.Location);
        Assert.Contains("RSA block", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"http://localhost:3333\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_forbids_scripts_and_frames()
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        using var response = await producer.Http.GetAsync("/");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("text/css", (await producer.Http.GetAsync("/producer.css")).Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probes_answer(string path)
    {
        await using var producer = await RunningProducer.StartAsync(broker);
        Assert.Equal("Healthy", await producer.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task Brokers_that_are_out_of_reach_are_said_to_be()
    {
        await using var producer = await RunningProducer.StartAsync(broker, "--RATE=0", "--ConnectionStrings:kafka=127.0.0.1:1", "--Kafka:Client:message.timeout.ms=1500");
        using var response = await producer.Http.PostAsJsonAsync("/messages", new { text = "hello" });
        await AssertRefusedAsync(response, HttpStatusCode.ServiceUnavailable, "Kafka did not take the message");
        using var health = await producer.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Healthy", await producer.Http.GetStringAsync("/alive"));
    }

    private static FormUrlEncodedContent Form(string text) => new([new("text", text)]);

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string reason)
    {
        Assert.Equal(status, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(reason, body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
