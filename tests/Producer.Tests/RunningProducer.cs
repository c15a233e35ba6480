using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.MessageEncryption;
using CcDemo.Messaging.Tests;
using Microsoft.AspNetCore.Builder;

namespace CcDemo.Producer.Tests;

/// <summary>The producer on a port of its own, and the private key that opens what it sends.</summary>
internal sealed class RunningProducer : IAsyncDisposable
{
    public const string KeyId = "message-key/v1";

    public static readonly string PrivateKey = RSA.Create(2048).ExportPkcs8PrivateKeyPem();
    public static readonly string PublicKey = PublicPart(PrivateKey);

    private readonly WebApplication _app;
    private readonly MessageKeyring _keys = new();
    private readonly MessageOpener _opener;
    private readonly EmbeddedBroker _broker;

    private RunningProducer(WebApplication app, EmbeddedBroker broker, string topic)
    {
        (_app, _broker, Topic) = (app, broker, topic);
        var key = RSA.Create();
        key.ImportFromPem(PrivateKey);
        _keys.Add(KeyId, key);
        _opener = new MessageOpener(_keys, topic);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public string Topic { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a producer; without settings of its own it sends only what is posted.</summary>
    public static async Task<RunningProducer> StartAsync(EmbeddedBroker broker, params string[] settings)
    {
        var topic = broker.NewTopic();
        return await StartAsync(broker, topic, [$"--ConnectionStrings:kafka={broker.Address}", "--Logging:LogLevel:Default=Warning", .. settings.Length == 0 ? ["--RATE=0"] : settings], _ => { });
    }

    /// <summary>Starts a producer that sends what is posted, to where its settings say.</summary>
    public static Task<RunningProducer> StartAsync(EmbeddedBroker broker, string[] settings, Action<WebApplicationBuilder> replace)
        => StartAsync(broker, broker.NewTopic(), ["--RATE=0", .. settings], replace);

    /// <summary>The texts of the first messages on the topic, opened, in the order of their numbers.</summary>
    public IReadOnlyList<string> Texts(int count, TimeSpan? patience = null)
        => [.. _broker.Read(Topic, count, patience).Select(record => _opener.Open(record.Message.Value).Text ?? "(refused)").OrderBy(NumberOf)];

    /// <summary>Opens one record as a reader that hands the Kafka key over.</summary>
    public OpenResult Open(byte[] value, byte[]? key) => _opener.Open(value, key);

    /// <summary>Takes over another private key that messages may be sealed for.</summary>
    public void AddKey(string keyId, RSA privateKey) => _keys.Add(keyId, privateKey);

    /// <summary>Posts a text; the id of the key that it was sealed for.</summary>
    public async Task<string?> SendAsync()
    {
        using var response = await Http.PostAsJsonAsync("/messages", new { text = "hello" });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keyId").GetString();
    }

    /// <summary>Posts texts until one is sealed for a key.</summary>
    public async Task UntilSealedForAsync(string keyId)
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (await SendAsync() != keyId)
        {
            Assert.True(DateTime.UtcNow < end, $"The key {keyId} was never used. {await Http.GetStringAsync("/health")}");
            await Task.Delay(100);
        }
    }

    /// <summary>What <c>/health</c> says once it begins so and says this.</summary>
    public async Task<string> HealthAsync(string state, string said = "")
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (true)
        {
            using var response = await Http.GetAsync("/health");
            var text = await response.Content.ReadAsStringAsync();
            if (text.StartsWith(state, StringComparison.Ordinal) && text.Contains(said, StringComparison.Ordinal))
            {
                return text;
            }

            Assert.True(DateTime.UtcNow < end, $"It never became {state} {said}: {text}");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _opener.Dispose();
        _keys.Dispose();
    }

    private static async Task<RunningProducer> StartAsync(EmbeddedBroker broker, string topic, string[] settings, Action<WebApplicationBuilder> replace)
    {
        var app = ProducerApp.Build(["--urls=http://127.0.0.1:0", $"--TOPIC={topic}", $"--PUBKEY={PublicKey}", $"--Producer:KeyId={KeyId}", .. settings], replace);
        await app.StartAsync();
        return new RunningProducer(app, broker, topic);
    }

    private static int NumberOf(string text) => int.TryParse(text.Split(' ', ':')[1], out var number) ? number : int.MaxValue;

    private static string PublicPart(string privateKey)
    {
        using var key = RSA.Create();
        key.ImportFromPem(privateKey);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
