using System.Security.Cryptography;
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
        var app = ProducerApp.Build(
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:kafka={broker.Address}", $"--TOPIC={topic}", $"--PUBKEY={PublicKey}",
            $"--Producer:KeyId={KeyId}", "--Logging:LogLevel:Default=Warning", .. settings.Length == 0 ? ["--RATE=0"] : settings,
        ]);
        await app.StartAsync();
        return new RunningProducer(app, broker, topic);
    }

    /// <summary>The texts of the first messages on the topic, opened, in the order of their numbers.</summary>
    public IReadOnlyList<string> Texts(int count, TimeSpan? patience = null)
        => [.. _broker.Read(Topic, count, patience).Select(record => _opener.Open(record.Message.Value).Text ?? "(refused)").OrderBy(NumberOf)];

    /// <summary>Opens one record as a reader that hands the Kafka key over.</summary>
    public OpenResult Open(byte[] value, byte[]? key) => _opener.Open(value, key);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _opener.Dispose();
        _keys.Dispose();
    }

    private static int NumberOf(string text) => int.TryParse(text.Split(' ', ':')[1], out var number) ? number : int.MaxValue;

    private static string PublicPart(string privateKey)
    {
        using var key = RSA.Create();
        key.ImportFromPem(privateKey);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
