using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class KeyReleaseTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task Once_the_key_is_released_the_page_shows_the_articles_lines()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("Msg 1: Azure Confidential Computing");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened");
        Assert.Equal(
            ["Welcome to Confidential Containers on AKS!", "Encrypted Kafka Message:", "Msg 1: Azure Confidential Computing", ""],
            (await consumer.PlainAsync()).Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task The_sidecar_is_asked_as_the_original_consumer_asks_it()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("a");
        await consumer.UntilStateAsync("released");
        Assert.Equal("""{"maa_endpoint":"maa.test","akv_endpoint":"akv.test","kid":"message-key/v1"}""", Assert.Single(skr.Releases));
    }

    [Fact]
    public async Task Without_a_key_the_page_shows_the_ciphertext_and_says_why()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await consumer.SendAsync("Msg 1: Azure Confidential Computing");
        var message = Assert.Single(await consumer.UntilMessagesAsync(messages => messages.Count == 1));
        Assert.Equal("sealed", message.State());
        Assert.Null(message.Text());

        var lines = (await consumer.PlainAsync()).Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(["Welcome to Confidential Containers on AKS!", "Encrypted Kafka Message:", message.Sealed()!], lines[..3]);
        Assert.Contains("holds no key", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain("Azure Confidential Computing", await consumer.HtmlAsync(), StringComparison.Ordinal);
        Assert.Equal("none", (await consumer.AttestationAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_is_shown_sealed_opens_when_a_refused_key_is_released_at_last()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "The claim x-ms-sevsnpvm-hostdata is 'a', the policy wants 'b'.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("Msg 1: patience");

        var refused = await consumer.UntilStateAsync("refused");
        Assert.Equal(skr.Refusal, refused.GetProperty("reason").GetString());
        Assert.Equal("sealed", Assert.Single(await consumer.MessagesAsync()).State());
        Assert.Contains(skr.Refusal, await consumer.PlainAsync(), StringComparison.Ordinal);

        skr.Refusal = null;
        var message = Assert.Single(await consumer.UntilMessagesAsync(messages => messages[0].State() == "opened"));
        Assert.Equal("Msg 1: patience", message.Text());
        Assert.Equal("released", (await consumer.AttestationAsync()).GetProperty("state").GetString());
        Assert.Empty(broker.Read($"{consumer.Topic}-dlq", 1, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_key_that_is_no_longer_released_is_dropped_and_its_messages_are_sealed_again()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, settings: "--Consumer:KeyRecheck=00:00:00.2");
        await consumer.SendAsync("secret");
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.Text() == "secret");

        skr.Refusal = "The version of the key is disabled.";
        Assert.Equal(skr.Refusal, (await consumer.UntilStateAsync("refused")).GetProperty("reason").GetString());
        Assert.Null(Assert.Single(await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "sealed")).Text());
        Assert.DoesNotContain("secret", await consumer.HtmlAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumer_that_is_to_wait_for_its_key_shows_and_commits_nothing_until_it_comes()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "Not yet.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, settings: "--Consumer:WhenKeyIsMissing=Wait");
        await consumer.SendAsync("patience");
        await consumer.UntilStateAsync("refused");
        Assert.Empty(await consumer.MessagesAsync());
        Assert.Equal(0, broker.Committed(consumer.Topic, consumer.Group));

        skr.Refusal = null;
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.Text() == "patience");
        await broker.UntilCommittedAsync(consumer.Topic, consumer.Group, 1);
    }

    [Fact]
    public async Task A_sidecar_that_comes_late_is_waited_for()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await skr.StopAsync();
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("late");
        var view = await consumer.UntilStateAsync("unavailable");
        Assert.Contains("cannot be reached", view.GetProperty("reason").GetString(), StringComparison.Ordinal);

        await skr.ComeBackAsync();
        await consumer.UntilMessagesAsync(messages => messages is [var only] && only.Text() == "late");
    }

    [Theory]
    [InlineData(500, "unavailable")]
    [InlineData(503, "unavailable")]
    [InlineData(400, "refused")]
    public async Task An_error_of_the_sidecar_is_told_from_a_refusal(int status, string state)
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        (skr.Refusal, skr.RefusalStatus) = ("a sentence", status);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("a");
        Assert.Equal("a sentence", (await consumer.UntilStateAsync(state)).GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB","p":"AQAB","q":"AQAB","dp":"AQAB","dq":"AQAB","qi":"AQAB"}""")]
    public async Task An_answer_that_is_no_private_key_is_a_refusal_that_does_not_quote_it(string jwk)
    {
        await using var skr = await StandInSkr.StartAsync();
        skr.Hold("message-key", jwk);
        await AssertNotUsedAsync(skr, "no RSA private key");
    }

    [Fact]
    public async Task A_released_key_that_is_too_small_or_public_only_is_not_used()
    {
        using var small = RSA.Create(1024);
        await using var skr = await StandInSkr.StartAsync();
        skr.Hold("message-key", Jwk.FromRsa(small, includePrivate: true).ToJson());
        await AssertNotUsedAsync(skr, "1024 bits");
        skr.Hold("message-key", Jwk.FromRsa(TestKey.Of("public"), includePrivate: false).ToJson());
        await AssertNotUsedAsync(skr, "no RSA private key");
    }

    [Fact]
    public async Task A_message_that_names_another_version_has_that_version_released_once()
    {
        await using var skr = await StandInSkr.StartAsync("message-key/v1", "message-key/v2");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("one");
        await consumer.UntilStateAsync("released");
        for (var i = 0; i < 5; i++)
        {
            await consumer.SendAsync($"two {i}", "message-key/v2");
        }

        await consumer.UntilMessagesAsync(messages => messages.Count == 6 && messages.TrueForAll(message => message.State() == "opened"));
        Assert.Equal(["message-key/v1", "message-key/v2"], Asked(skr));
    }

    [Fact]
    public async Task A_version_that_the_vault_refuses_is_asked_for_once_and_its_messages_are_dead_letters()
    {
        await using var skr = await StandInSkr.StartAsync("message-key/v1");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("one");
        await consumer.UntilStateAsync("released");
        await consumer.SendAsync("never", "message-key/v9");
        await consumer.UntilMessagesAsync(messages => messages.Count == 2 && messages.Exists(message => message.State() == "refused"));
        await consumer.SendAsync("never again", "message-key/v9");
        await consumer.UntilMessagesAsync(messages => messages.Count(message => message.State() == "refused") == 2);
        Assert.Equal(["message-key/v1", "message-key/v9"], Asked(skr));
        Assert.Equal(2, broker.Read($"{consumer.Topic}-dlq", 2).Count);
    }

    [Fact]
    public async Task A_message_cannot_make_the_consumer_ask_for_another_key()
    {
        await using var skr = await StandInSkr.StartAsync("message-key/v1", "payroll/v1");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("mine", "payroll/v1");
        await consumer.SendAsync("ours");
        await consumer.UntilMessagesAsync(messages => messages.Exists(message => message.Text() == "ours") && messages.Exists(message => message.State() == "refused"));
        Assert.DoesNotContain("payroll/v1", Asked(skr));
    }

    [Fact]
    public async Task A_forged_first_version_does_not_keep_the_configured_key_away()
    {
        await using var skr = await StandInSkr.StartAsync("message-key", "message-key/v1");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("forged", "message-key/nosuch");
        await consumer.UntilStateAsync("released");
        await consumer.SendAsync("real");
        await consumer.UntilMessagesAsync(messages => messages.Exists(message => message.Text() == "real"));
    }

    [Fact]
    public async Task An_empty_topic_does_not_keep_the_key_away()
    {
        await using var skr = await StandInSkr.StartAsync("message-key");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, settings: "--Consumer:WaitForMessage=00:00:00.1");
        await consumer.UntilStateAsync("released");
        Assert.Equal(["message-key"], Asked(skr));
    }

    [Fact]
    public async Task The_claims_are_shown_with_what_each_means()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("a");
        var view = await Eventually.BecomesAsync(consumer.AttestationAsync, seen => seen.GetProperty("claims").GetArrayLength() > 0, seen => seen.ToString());
        var claims = view.GetProperty("claims").EnumerateArray().ToDictionary(claim => claim.GetProperty("name").GetString()!);
        Assert.Equal("sevsnpvm", claims["x-ms-attestation-type"].GetProperty("value").GetString());
        Assert.Equal("false", claims["x-ms-sevsnpvm-is-debuggable"].GetProperty("value").GetString());
        Assert.All(claims.Values, claim => Assert.EndsWith(".", claim.GetProperty("meaning").GetString(), StringComparison.Ordinal));
        var page = await consumer.HtmlAsync();
        Assert.Contains("x-ms-sevsnpvm-hostdata", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>41aa", page, StringComparison.Ordinal);
    }

    private async Task AssertNotUsedAsync(StandInSkr skr, string reason)
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendRawAsync("value");
        Assert.Contains(reason, (await consumer.UntilStateAsync("refused")).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("sealed", Assert.Single(await consumer.MessagesAsync()).State());
    }

    private static IEnumerable<string?> Asked(StandInSkr skr)
        => skr.Releases.Select(body => JsonDocument.Parse(body).RootElement.GetProperty("kid").GetString());
}
