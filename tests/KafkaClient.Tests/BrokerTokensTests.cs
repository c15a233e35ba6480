using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.KafkaClient.Tests;

/// <summary>Clients that show tokens to a broker that checks them (<see cref="SecuredBroker"/>).</summary>
public sealed class BrokerTokensTests : IClassFixture<EmbeddedBroker>, IDisposable
{
    private const string Scope = "https://hubs.servicebus.windows.net/.default";

    private readonly EmbeddedBroker _broker;
    private readonly TestCertificates _certificates = new();
    private readonly ConcurrentQueue<string> _shown = [];

    public BrokerTokensTests(EmbeddedBroker broker) => _broker = broker;

    [Fact]
    public async Task A_producer_and_a_consumer_show_the_brokers_the_identitys_token()
    {
        await using var secured = Secured();
        var credential = new StandInCredential(_ => (TimeSpan.FromHours(1), "a.token.of-the-identity"));
        var topic = _broker.NewTopic();
        using var producer = Tokens(credential).Authenticate(new ProducerBuilder<Null, byte[]>(Settings(secured))).Build();
        await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = [1, 2, 3] }).WaitAsync(TimeSpan.FromSeconds(30));

        using var consumer = Tokens(credential).Authenticate(new ConsumerBuilder<byte[], byte[]>(
            new Dictionary<string, string>(Settings(secured)) { ["group.id"] = "g", ["auto.offset.reset"] = "earliest", ["group.protocol"] = "consumer" })).Build();
        consumer.Subscribe(topic);

        Assert.Equal([1, 2, 3], (await Task.Run(() => Read(consumer)))?.Message.Value);
        Assert.All(_shown, token => Assert.Equal("a.token.of-the-identity", token));
        Assert.All(credential.AskedFor, scope => Assert.Equal(Scope, scope));
        consumer.Close();
    }

    [Fact]
    public async Task A_token_that_runs_out_is_replaced_while_the_client_is_connected()
    {
        await using var secured = Secured();
        var credential = new StandInCredential(n => (TimeSpan.FromSeconds(3), $"token-{n}"));
        var topic = _broker.NewTopic();
        using var producer = Tokens(credential).Authenticate(new ProducerBuilder<Null, byte[]>(Settings(secured))).Build();
        await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = [1] }).WaitAsync(TimeSpan.FromSeconds(30));

        // The listener lets go of who stays beyond a token's end, so each message needs a new one.
        await Eventually(() => _shown.Distinct().Count() >= 3);
        await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = [2] }).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, _broker.Read(topic, 2).Count);
    }

    [Fact]
    public async Task A_broker_that_refuses_the_token_gets_no_message()
    {
        await using var secured = Secured(_ => null);
        using var refused = new Reported();
        using var producer = Tokens(new StandInCredential(_ => (TimeSpan.FromHours(1), "not.this.one")))
            .Authenticate(new ProducerBuilder<Null, byte[]>(Settings(secured)).SetErrorHandler((_, error) => refused.Take(error))).Build();

        var error = await refused.FirstAsync(ErrorCode.Local_Authentication);

        Assert.DoesNotContain("not.this.one", error.Reason, StringComparison.Ordinal);
        Assert.Empty(secured.Authenticated);
    }

    [Fact]
    public async Task An_identity_without_a_token_is_reported_by_the_client()
    {
        await using var secured = Secured();
        using var reported = new Reported();
        using var producer = Tokens(new StandInCredential(_ => throw new CredentialUnavailableException("no identity here")))
            .Authenticate(new ProducerBuilder<Null, byte[]>(Settings(secured)).SetErrorHandler((_, error) => reported.Take(error))).Build();

        var error = await reported.FirstAsync(ErrorCode.Local_Authentication);

        Assert.Contains("no identity here", error.Reason, StringComparison.Ordinal);
        Assert.Empty(_shown);
    }

    [Fact]
    public void Without_a_scope_no_identity_is_asked()
    {
        var tokens = new BrokerTokens(
            new ConfigurationBuilder().Build(), NullLogger<BrokerTokens>.Instance, new StandInCredential(_ => throw new InvalidOperationException("Nobody should ask.")));
        using var producer = tokens.Authenticate(new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = "127.0.0.1:1" })).Build();

        Assert.NotNull(producer);
    }

    public void Dispose() => _certificates.Dispose();

    private static BrokerTokens Tokens(TokenCredential credential)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Kafka:AzureIdentity:Scope", Scope)]).Build();
        return new BrokerTokens(configuration, NullLogger<BrokerTokens>.Instance, credential);
    }

    private static ConsumeResult<byte[], byte[]>? Read(IConsumer<byte[], byte[]> consumer)
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        ConsumeResult<byte[], byte[]>? message = null;
        while (message is null && DateTime.UtcNow < end)
        {
            message = consumer.Consume(TimeSpan.FromMilliseconds(100));
        }

        return message;
    }

    private static async Task Eventually(Func<bool> condition)
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < end, "It never became so.");
            await Task.Delay(100);
        }
    }

    /// <summary>A listener that takes every token for as long as the identity says that it holds, unless a test says otherwise.</summary>
    private SecuredBroker Secured(Func<string, DateTimeOffset?>? validUntil = null)
    {
        var until = new ConcurrentDictionary<string, DateTimeOffset>();
        return new SecuredBroker(_broker.Address)
        {
            Tls = new() { ServerCertificate = _certificates.IssueForBroker() },
            Mechanisms = new Dictionary<string, Func<ISaslServer>>
            {
                ["OAUTHBEARER"] = () => new BearerServer(validUntil ?? (token =>
                {
                    _shown.Enqueue(token);
                    return until.GetOrAdd(token, _ => DateTimeOffset.UtcNow + TimeSpan.FromSeconds(token.StartsWith("token-", StringComparison.Ordinal) ? 3 : 3600));
                }), TimeProvider.System),
            },
        };
    }

    private Dictionary<string, string> Settings(SecuredBroker secured) => new()
    {
        ["bootstrap.servers"] = secured.Address,
        ["security.protocol"] = "SASL_SSL",
        ["ssl.ca.location"] = _certificates.RootFile,
        ["sasl.mechanism"] = "OAUTHBEARER",
        ["reconnect.backoff.max.ms"] = "500",
    };

    /// <summary>What a client reports, by code.</summary>
    private sealed class Reported : IDisposable
    {
        private readonly BlockingCollection<Error> _errors = [];

        public void Take(Error error) => _errors.Add(error);

        public Task<Error> FirstAsync(ErrorCode code) => Task.Run(() => _errors.GetConsumingEnumerable().First(error => error.Code == code)).WaitAsync(TimeSpan.FromSeconds(30));

        public void Dispose() => _errors.Dispose();
    }
}
