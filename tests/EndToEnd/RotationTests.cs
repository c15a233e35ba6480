using System.Globalization;
using System.Text.Json;

namespace CcDemo.EndToEnd;

/// <summary>The key is rotated and its old versions are revoked, by steps of their own, while the demo runs.</summary>
public sealed class RotationTests : IDisposable
{
    private const int MessagesPerSecond = 20;

    /// <summary>It is made, rotated twice, and revoked.</summary>
    private const int ChangesOfTheKey = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_rotations_lose_no_message_and_what_was_revoked_is_sealed_again()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.StartIn(_folder.FullName, ports, $"--Parameters:rate={MessagesPerSecond}", "--Demo:KeyRecheck=00:00:05");
        var consumer = new Uri($"http://localhost:{ports["consumer"]}/");
        var versions = KeyIds(await UntilAsync(appHost, consumer, messages => messages.Any(IsOpened)));

        for (var rotation = 1; rotation <= 2; rotation++)
        {
            var (exitCode, output) = await AppHostProcess.DoAsync(_folder.FullName, "rotate-key");
            Assert.True(exitCode == 0, output);
            versions = KeyIds(await UntilAsync(appHost, consumer, messages => KeyIds(messages.Where(IsOpened)).Count == rotation + 1));
        }

        var all = await UntilAsync(appHost, consumer, messages =>
        {
            Assert.DoesNotContain(messages, message => message.GetProperty("state").GetString() == "refused");
            return messages.All(IsOpened);
        });
        Assert.Equal(3, versions.Count);
        var numbers = all.Select(message => int.Parse(message.GetProperty("text").GetString()!.Split(' ', ':')[1], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count), numbers.Order());
        Assert.All(all.Zip(numbers).GroupBy(message => message.First.GetProperty("partition").GetInt32()), partition =>
            Assert.Equal(
                partition.Select(message => message.Second).Order(),
                partition.OrderBy(message => message.First.GetProperty("offset").GetInt64()).Select(message => message.Second)));

        var revocation = await AppHostProcess.DoAsync(_folder.FullName, "revoke-key", "--key-version", "older");
        Assert.True(revocation.ExitCode == 0, revocation.Output);
        var newest = all.MaxBy(message => message.GetProperty("id").GetInt64()).GetProperty("keyId").GetString();
        var after = await UntilAsync(appHost, consumer, messages => messages.All(message => message.GetProperty("keyId").GetString() == newest == IsOpened(message)));
        Assert.All(after.Where(message => !IsOpened(message)), message =>
        {
            Assert.Null(message.GetProperty("text").GetString());
            Assert.Contains("revoked", message.GetProperty("reason").GetString(), StringComparison.Ordinal);
        });

        var attestation = await RunningDemo.WaitForJsonAsync(new Uri(consumer, "/api/attestation"), _ => true);
        Assert.Equal("released", attestation.GetProperty("state").GetString());
        var values = attestation.GetProperty("chain").EnumerateArray().Last().GetProperty("values").EnumerateArray().ToList();
        Assert.Equal(2, values.Count(value => value.GetProperty("label").GetString()!.StartsWith("Version ", StringComparison.Ordinal) && value.GetProperty("actual").GetString()!.Contains("revoked", StringComparison.Ordinal)));

        var traces = await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, "api/traces?limit=1000"), json => json.GetArrayLength() > 0, await appHost.BrowserTokenAsync());
        Assert.DoesNotContain(traces.EnumerateArray(), trace => trace.GetProperty("rootService").GetString() == "producer" && trace.GetProperty("rootName").GetString() == "GET");
        Assert.InRange(traces.EnumerateArray().Count(trace => trace.GetProperty("rootName").GetString()!.Contains("/keysets/", StringComparison.Ordinal)), 0, ChangesOfTheKey);

        await AssertOnThePageAsync(consumer, "2 versions were revoked");

        using var http = new HttpClient();
        Assert.StartsWith("Healthy", await http.GetStringAsync($"http://localhost:{ports["producer"]}/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_run_there_is_nothing_to_rotate()
    {
        var (exitCode, output) = await AppHostProcess.DoAsync(_folder.FullName, "rotate-key");

        Assert.Equal(1, exitCode);
        Assert.Contains("No demo runs on this machine", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task AssertOnThePageAsync(Uri consumer, string words)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.Contains(words, await http.GetStringAsync(consumer), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<JsonElement>> UntilAsync(AppHostProcess appHost, Uri consumer, Func<IReadOnlyList<JsonElement>, bool> condition)
    {
        try
        {
            var messages = await RunningDemo.WaitForJsonAsync(new Uri(consumer, "/api/messages"), json => json.GetArrayLength() > 0 && condition([.. json.EnumerateArray()]));
            return [.. messages.EnumerateArray()];
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}\n{appHost.Output}", error);
        }
    }

    private static bool IsOpened(JsonElement message) => message.GetProperty("state").GetString() == "opened";

    private static HashSet<string?> KeyIds(IEnumerable<JsonElement> messages) => [.. messages.Select(message => message.GetProperty("keyId").GetString())];
}
