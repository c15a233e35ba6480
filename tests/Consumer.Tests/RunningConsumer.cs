using System.Net.Http.Json;
using System.Text.Json;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Microsoft.AspNetCore.Builder;

namespace CcDemo.Consumer.Tests;

/// <summary>The consumer on a port of its own, and a way to send it messages.</summary>
internal sealed class RunningConsumer : IAsyncDisposable
{
    public const string KeyName = "message-key";
    public const string KeyId = "message-key/v1";

    private readonly WebApplication _app;
    private readonly EmbeddedBroker _broker;

    private RunningConsumer(WebApplication app, EmbeddedBroker broker, string topic, string group)
    {
        (_app, _broker, Topic, Group) = (app, broker, topic, group);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(20) };
    }

    public string Topic { get; }

    public string Group { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a consumer beside a sidecar, or without one.</summary>
    public static Task<RunningConsumer> StartAsync(EmbeddedBroker broker, StandInSkr? skr, string? topic = null, string? group = null, params string[] settings)
        => StartAsync(broker, skr, _ => { }, topic, group, ["--Logging:LogLevel:Default=Error", .. settings]);

    /// <summary>Likewise, with other services in the place of some.</summary>
    public static async Task<RunningConsumer> StartAsync(
        EmbeddedBroker broker, StandInSkr? skr, Action<WebApplicationBuilder> replace, string? topic = null, string? group = null, params string[] settings)
    {
        topic ??= broker.NewTopic();
        group ??= $"group-{Guid.NewGuid():N}";
        string[] key = skr is null
            ? []
            : [$"--services:skr:http:0={skr.Address}", "--SkrClientMAAEndpoint=maa.test", "--SkrClientAKVEndpoint=https://akv.test/", $"--SkrClientKID={KeyName}"];
        var app = ConsumerApp.Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:kafka={broker.Address}", $"--TOPIC={topic}", $"--CONSUMERGROUP={group}",
            "--Consumer:GroupProtocol=consumer", "--Consumer:RetryAfter=00:00:00.2", .. key, .. settings,
        ], replace);
        await app.StartAsync();
        return new RunningConsumer(app, broker, topic, group);
    }

    /// <summary>Seals a text for the key and puts it on the topic.</summary>
    public Task SendAsync(string text, string keyId = KeyId, Confluent.Kafka.Headers? headers = null)
    {
        using var sealer = new JweSealer(TestKey.PublicOf(keyId), keyId, Topic);
        return _broker.SendAsync(Topic, sealer.Seal(text).Value, headers);
    }

    /// <summary>Puts a value on the topic as it is.</summary>
    public Task SendRawAsync(string value) => _broker.SendAsync(Topic, value);

    /// <summary>The page as curl shows it.</summary>
    public async Task<string> PlainAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/plain");
        using var response = await Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> HtmlAsync() => await Http.GetStringAsync("/");

    public async Task<List<JsonElement>> MessagesAsync() => await Http.GetFromJsonAsync<List<JsonElement>>("/api/messages") ?? [];

    public Task<JsonElement> AttestationAsync() => Http.GetFromJsonAsync<JsonElement>("/api/attestation");

    /// <summary>Waits until the messages are as they should be; shows how they were when they never are.</summary>
    public Task<List<JsonElement>> UntilMessagesAsync(Predicate<List<JsonElement>> condition)
        => Eventually.BecomesAsync(MessagesAsync, condition, messages => string.Join('\n', messages));

    /// <summary>Waits for a state of the key.</summary>
    public Task<JsonElement> UntilStateAsync(string state)
        => Eventually.BecomesAsync(AttestationAsync, view => view.GetProperty("state").GetString() == state, view => view.ToString());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
