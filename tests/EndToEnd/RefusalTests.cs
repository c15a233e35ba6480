namespace CcDemo.EndToEnd;

/// <summary>Each link of the chain made false in turn: the consumer goes on, shows ciphertext, and says why.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("description", "x-ms-sevsnpvm-hostdata", "policy")]
    [InlineData("flipped-bit", "signature", "report")]
    [InlineData("foreign-chain", "root", "certificates")]
    [InlineData("debug-guest", "x-ms-sevsnpvm-is-debuggable", "policy")]
    [InlineData("runtime-data", "runtime data", "report")]
    [InlineData("foreign-issuer", "The token was issued by", "policy")]
    [InlineData("expired-token", "expired", "token")]
    [InlineData("no-release-policy", "release policy", "policy")]
    [InlineData("no-role", "role", "key")]
    public async Task A_false_link_is_refused_with_a_sentence_that_names_it(string refusal, string cause, string link)
    {
        await using var demo = await RunningDemo.StartAsync($"--Demo:Refusal={refusal}");

        var attestation = await RunningDemo.WaitForJsonAsync(
            new Uri(demo.Consumer, "/api/attestation"), json => json.GetProperty("state").GetString() == "refused");
        var page = await RunningDemo.WaitForTextAsync(demo.Consumer, text => text.Contains("eyJ", StringComparison.Ordinal));
        var messages = await RunningDemo.WaitForJsonAsync(
            new Uri(demo.Consumer, "/api/messages"), json => json.GetArrayLength() > 1);

        Assert.Contains(cause, attestation.GetProperty("reason").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(cause, page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(link, Assert.Single(attestation.GetProperty("chain").EnumerateArray(), candidate => candidate.GetProperty("state").GetString() == "broken").GetProperty("name").GetString());
        await AssertRedOnThePageAsync(demo.Consumer, link);
        Assert.DoesNotContain("Azure Confidential Computing", page, StringComparison.Ordinal);
        Assert.All(messages.EnumerateArray(), message => Assert.Null(message.GetProperty("text").GetString()));
    }

    private static async Task AssertRedOnThePageAsync(Uri consumer, string link)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, consumer);
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await http.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains($"data-link=\"{link}\" data-state=\"broken\"", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("data-state=\"broken\"").Length);
        Assert.Contains("What to do:", html, StringComparison.Ordinal);
    }
}
