using System.Security.Cryptography;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using CcDemo.Producer.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Producer.Tests;

/// <summary>The producer that follows a key set at an address.</summary>
[Collection(SharedBroker.Name)]
public sealed class KeySetTests(EmbeddedBroker broker) : IDisposable
{
    private readonly RSA _first = RSA.Create(2048);
    private readonly RSA _second = RSA.Create(2048);

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task A_new_key_is_gone_over_to_while_messages_are_sent_and_none_is_lost()
    {
        await using var server = await KeyServer.StartAsync(TestKeys.Set(TestKeys.Jwk(_first, "k/1")));
        await using var producer = await StartAsync(server.Address);
        using var stop = new CancellationTokenSource();
        var sending = SendAsync(producer, stop.Token);

        await UntilAsync(() => server.Unchanged > 0);
        server.Publish(TestKeys.Set(TestKeys.Jwk(_second, "k/2", ("iat", 2)), TestKeys.Jwk(_first, "k/1", ("iat", 1))));
        await producer.UntilSealedForAsync("k/2");
        await stop.CancelAsync();
        await sending;

        producer.AddKey("k/1", Copy(_first));
        producer.AddKey("k/2", Copy(_second));
        var count = int.Parse((await producer.Http.GetStringAsync("/")).Split("<dt>Number</dt><dd>")[1].Split('<')[0], System.Globalization.CultureInfo.InvariantCulture);
        var sent = broker.Read(producer.Topic, count);
        Assert.Equal(
            Enumerable.Range(1, count).Select(number => $"Msg {number}: hello").Order(StringComparer.Ordinal),
            sent.Select(record => producer.Open(record.Message.Value, null).Text!).Order(StringComparer.Ordinal));

        var keyIds = sent.GroupBy(record => record.Partition.Value)
            .Select(partition => partition.OrderBy(record => record.Offset.Value).Select(record => SealedForm.Recognize(record.Message.Value)!.KeyId!).ToList());
        Assert.All(keyIds, ids => Assert.Equal(ids.Order(StringComparer.Ordinal), ids));
    }

    [Fact]
    public async Task While_the_source_fails_the_last_good_key_stays_and_health_says_what_to_do()
    {
        await using var server = await KeyServer.StartAsync(TestKeys.Set(TestKeys.Jwk(_first, "k/1")));
        await using var producer = await StartAsync(server.Address);
        await producer.HealthAsync("Healthy");

        foreach (var (answer, said) in Answers())
        {
            server.AnswerInstead(answer);
            Assert.Contains("Producer:Jwks", await producer.HealthAsync("Degraded", said), StringComparison.Ordinal);
            Assert.Equal("k/1", await producer.SendAsync());
        }

        server.Publish(TestKeys.Set(TestKeys.Jwk(_second, "k/1")));
        await producer.HealthAsync("Degraded", "changed by half");

        server.Publish(TestKeys.Set(TestKeys.Jwk(_second, "k/2")));
        await producer.UntilSealedForAsync("k/2");
        await producer.HealthAsync("Healthy");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await KeyServer.StartAsync(TestKeys.Set(TestKeys.Jwk(_second, "k/2")));
        await using var server = await KeyServer.StartAsync("");
        server.AnswerInstead(context => Redirect(context, elsewhere.Address));

        Assert.Contains("redirect", (await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(server.Address))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        var time = new FakeTimeProvider();
        await using var server = await KeyServer.StartAsync("");
        var asked = new TaskCompletionSource();
        server.AnswerInstead(context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        using var source = new WebKeySource("Producer:Jwks", new Uri(server.Address), TimeSpan.FromMinutes(1), new WantedKey("", NeedsKeyId: true), new HttpClient(), time);

        var reading = source.ReadAsync(CancellationToken.None);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("10 seconds", Assert.IsType<KeyReading.Failed>(await reading).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_first_key_the_program_ends_with_a_sentence_and_1()
    {
        var (exitCode, error) = await ServiceProcess.RunAsync(
            "CcDemo.Producer.dll", ("BROKERS", "127.0.0.1:1"), ("Producer__Jwks", "http://127.0.0.1:1/jwks?code=secret"), ("Kafka__Client__log_level", "0"));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The producer cannot start: The key set (Producer:Jwks), http://127.0.0.1:1/jwks, cannot be reached", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private static IEnumerable<(Func<HttpContext, Task> Answer, string Said)> Answers() =>
    [
        (context => Status(context, 500), "answers 500"),
        (context => Status(context, 404), "answers 404"),
        (context => Redirect(context, "https://elsewhere.example/jwks"), "redirect"),
        (context => context.Response.WriteAsync("<html>"), "cannot be used"),
        (context => context.Response.WriteAsync(new string(' ', 300 * 1024)), "256 KiB"),
    ];

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpContext context, string address)
    {
        context.Response.Redirect(address);
        return Task.CompletedTask;
    }

    private Task<RunningProducer> StartAsync(string address)
        => RunningProducer.StartAsync(broker, "--RATE=0", "--PUBKEY=", "--Producer:KeyId=", $"--Producer:Jwks={address}", "--Producer:KeyRefresh=00:00:01");

    private static async Task SendAsync(RunningProducer producer, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            Assert.NotNull(await producer.SendAsync());
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static RSA Copy(RSA key)
    {
        var copy = RSA.Create();
        copy.ImportParameters(key.ExportParameters(includePrivateParameters: true));
        return copy;
    }
}
