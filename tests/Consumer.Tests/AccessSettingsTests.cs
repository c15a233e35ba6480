using CcDemo.Messaging.Tests;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Tests;

public sealed class AccessSettingsTests
{
    private static readonly string[] Good = ["--urls=http://127.0.0.1:0", "--BROKERS=127.0.0.1:1", "--Kafka:Client:log_level=0"];

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n", "is empty")]
    [InlineData("secret-15-chars", "has 15 characters")]
    [InlineData("secret-15-chars\n", "has 15 characters")]
    [InlineData("secret with spaces inside", "holds a space")]
    [InlineData("secret-line-1\nsecret-line-2", "holds a space, a line break")]
    [InlineData("secret-wïth-an-umlaut", "no visible ASCII")]
    public async Task A_token_that_is_none_is_refused(string text, string problem)
    {
        using var file = new TemporaryFile(text);
        foreach (var setting in new[] { $"--Consumer:BrowserToken={text}", $"--Consumer:BrowserTokenFile={file.Path}" })
        {
            var sentence = Refusal(setting);
            Assert.Contains(setting.Split('=')[0][2..], sentence, StringComparison.Ordinal);
            Assert.Contains(problem, sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
        }

        await ConsumerApp.Build([.. Good, "--Consumer:BrowserToken=secret-16-charss"]).DisposeAsync();
    }

    [Fact]
    public void A_file_that_is_something_else_is_refused()
    {
        using var file = new TemporaryFile(new string('a', 100_000));
        Assert.Contains("has more than 512 characters", Refusal($"--Consumer:BrowserTokenFile={file.Path}"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal($"--Consumer:BrowserTokenFile={Path.GetTempPath()}"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal("--Consumer:BrowserTokenFile=no\0file"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_setting_that_is_empty_does_not_open_the_page()
        => Assert.Contains("Consumer:BrowserTokenFile is empty", Refusal("--Consumer:BrowserTokenFile="), StringComparison.Ordinal);

    [Fact]
    public void Two_tokens_are_one_too_many()
    {
        using var file = new TemporaryFile(AccessClient.Token);
        Assert.Contains("set one of them", Refusal($"--Consumer:BrowserTokenFile={file.Path}", $"--Consumer:BrowserToken={AccessClient.Token}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-1.00:00:00")]
    [InlineData("31.00:00:00")]
    public void A_login_lasts_for_some_time_and_not_for_ever(string lifetime)
        => Assert.Contains("Consumer:LoginLifetime", Refusal($"--Consumer:BrowserToken={AccessClient.Token}", $"--Consumer:LoginLifetime={lifetime}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_file_ends_the_program_with_a_sentence_and_1()
    {
        var file = Path.Combine(Path.GetTempPath(), $"ccdemo-{Guid.NewGuid():N}");
        var (exitCode, error) = await ServiceProcess.RunAsync("CcDemo.Consumer.dll", ("BROKERS", "127.0.0.1:1"), ("Consumer__BrowserTokenFile", file));
        Assert.Equal(1, exitCode);
        Assert.Equal($"The consumer cannot start: The file with the browser token (Consumer:BrowserTokenFile) cannot be read: Could not find file '{file}'.", error.Trim());
    }

    private static string Refusal(params string[] settings)
        => Assert.Single(Assert.Throws<OptionsValidationException>(() => ConsumerApp.Build([.. Good, .. settings])).Failures);
}
