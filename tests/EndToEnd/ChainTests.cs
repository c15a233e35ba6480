using System.Net;
using System.Net.Http.Json;

namespace CcDemo.EndToEnd;

[Collection(SharedDemo.Name)]
public sealed class ChainTests(DemoFixture fixture)
{
    [Fact]
    public async Task The_attested_consumer_shows_the_lines_of_the_article()
    {
        var text = await RunningDemo.WaitForTextAsync(fixture.Demo.Consumer, page => page.Contains("Msg ", StringComparison.Ordinal));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal("Welcome to Confidential Containers on AKS!", lines[0]);
        Assert.Equal("Encrypted Kafka Message:", lines[1]);
        Assert.Matches(@"^Msg \d+: Azure Confidential Computing$", lines[2]);
    }

    [Fact]
    public async Task The_counter_proof_shows_the_sealed_text_and_says_that_it_holds_no_key()
    {
        var text = await RunningDemo.WaitForTextAsync(fixture.Demo.ConsumerPlain, page => page.Contains("eyJ", StringComparison.Ordinal));

        Assert.Contains("no key", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Azure Confidential Computing", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attestation_page_shows_the_claims_that_released_the_key()
    {
        var attestation = await RunningDemo.WaitForJsonAsync(
            new Uri(fixture.Demo.Consumer, "/api/attestation"),
            json => json.GetProperty("state").GetString() == "released" && json.GetProperty("claims").GetArrayLength() > 0);
        var claims = attestation.GetProperty("claims").EnumerateArray()
            .ToDictionary(claim => claim.GetProperty("name").GetString()!, claim => claim.GetProperty("value").ToString());

        Assert.Equal("sevsnpvm", claims["x-ms-attestation-type"]);
        Assert.Equal("azure-signed-katacc-uvm", claims["x-ms-compliance-status"]);
        Assert.Matches("^[0-9a-f]{64}$", claims["x-ms-sevsnpvm-hostdata"]);
    }

    [Fact]
    public async Task A_text_of_ones_own_arrives_decrypted_at_one_consumer_and_sealed_at_the_other()
    {
        var text = $"A text of my own {Guid.NewGuid():N}";
        using var http = new HttpClient { BaseAddress = fixture.Demo.Producer };
        await fixture.Demo.WaitForAsync("producer", "Running");
        using var response = await PostWhenReadyAsync(http, text);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        var attested = await RunningDemo.WaitForJsonAsync(new Uri(fixture.Demo.Consumer, "/api/messages"), messages =>
            messages.EnumerateArray().Any(message => message.GetProperty("text").GetString()?.Contains(text, StringComparison.Ordinal) == true));
        var sent = attested.EnumerateArray().Single(message => message.GetProperty("text").GetString()?.Contains(text, StringComparison.Ordinal) == true);
        var plain = await RunningDemo.WaitForJsonAsync(new Uri(fixture.Demo.ConsumerPlain, "/api/messages"), messages =>
            messages.EnumerateArray().Any(message => message.GetProperty("sealed").GetString() == sent.GetProperty("sealed").GetString()));

        Assert.All(plain.EnumerateArray(), message => Assert.Null(message.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task The_keys_buttons_say_when_there_is_nothing_to_do_and_else_do_it()
    {
        var messages = new Uri(fixture.Demo.Consumer, "/api/messages");
        var before = KeyIds(await RunningDemo.WaitForJsonAsync(messages, json => KeyIds(json).Count > 0));
        Assert.Contains("no older version", await fixture.Demo.CommandAsync("setup-key", "revoke-older"), StringComparison.Ordinal);

        Assert.Null(await fixture.Demo.CommandAsync("setup-key", "rotate"));

        var after = KeyIds(await RunningDemo.WaitForJsonAsync(messages, json => KeyIds(json).Count > before.Count));
        var shown = await fixture.Demo.WaitForAsync("setup-key", e => e.Snapshot.Properties.Any(property => property.Name == "Key" && !before.Contains($"{property.Value}")));
        Assert.Contains($"{shown.Snapshot.Properties.Single(property => property.Name == "Key").Value}", after);

        static HashSet<string?> KeyIds(System.Text.Json.JsonElement messages)
            => [.. messages.EnumerateArray().Where(message => message.GetProperty("state").GetString() == "opened").Select(message => message.GetProperty("keyId").GetString())];
    }

    private static async Task<HttpResponseMessage> PostWhenReadyAsync(HttpClient http, string text)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await http.PostAsJsonAsync("/messages", new { text });
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
