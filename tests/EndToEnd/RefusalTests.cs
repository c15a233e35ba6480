namespace CcDemo.EndToEnd;

/// <summary>Each link of the chain made false in turn: the consumer goes on, shows ciphertext, and says why.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("description", "x-ms-sevsnpvm-hostdata")]
    [InlineData("flipped-bit", "signature")]
    [InlineData("foreign-chain", "root")]
    [InlineData("debug-guest", "x-ms-sevsnpvm-is-debuggable")]
    [InlineData("runtime-data", "runtime data")]
    [InlineData("foreign-issuer", "The token was issued by")]
    [InlineData("expired-token", "expired")]
    [InlineData("no-release-policy", "release policy")]
    [InlineData("no-role", "role")]
    public async Task A_false_link_is_refused_with_a_sentence_that_names_it(string refusal, string cause)
    {
        await using var demo = await RunningDemo.StartAsync($"--Demo:Refusal={refusal}");

        var attestation = await RunningDemo.WaitForJsonAsync(
            new Uri(demo.Consumer, "/api/attestation"), json => json.GetProperty("state").GetString() == "refused");
        var page = await RunningDemo.WaitForTextAsync(demo.Consumer, text => text.Contains("eyJ", StringComparison.Ordinal));
        var messages = await RunningDemo.WaitForJsonAsync(
            new Uri(demo.Consumer, "/api/messages"), json => json.GetArrayLength() > 1);

        Assert.Contains(cause, attestation.GetProperty("reason").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(cause, page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Azure Confidential Computing", page, StringComparison.Ordinal);
        Assert.All(messages.EnumerateArray(), message => Assert.Null(message.GetProperty("text").GetString()));
    }
}
