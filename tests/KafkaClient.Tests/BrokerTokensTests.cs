using Azure.Core;
using Azure.Identity;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.KafkaClient.Tests;

public sealed class BrokerTokensTests
{
    private const string Scope = "https://hubs.servicebus.windows.net/.default";

    [Fact]
    public async Task A_producer_shows_the_brokers_the_identitys_token()
    {
        using var broker = new SaslBroker();
        var credential = new FixedCredential("a.token.of-the-identity");
        using var producer = Tokens(credential).Authenticate(new ProducerBuilder<Null, byte[]>(Settings(broker))).Build();

        var response = await broker.FirstResponse.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("auth=Bearer a.token.of-the-identity", response, StringComparison.Ordinal);
        Assert.Equal(Scope, credential.AskedFor);
    }

    [Fact]
    public async Task A_consumer_shows_it_too()
    {
        using var broker = new SaslBroker();
        using var stop = new CancellationTokenSource();
        using var consumer = Tokens(new FixedCredential("another.token")).Authenticate(
            new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string>(Settings(broker)) { ["group.id"] = "g" })).Build();
        consumer.Subscribe("t");

        // A consumer's handlers are called while it is asked for messages.
        var polling = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                consumer.Consume(TimeSpan.FromMilliseconds(50));
            }
        });
        var response = await broker.FirstResponse.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await polling;

        Assert.Contains("auth=Bearer another.token", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_without_a_token_is_reported_by_the_client()
    {
        using var broker = new SaslBroker();
        var reported = new TaskCompletionSource<Error>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var producer = Tokens(new FixedCredential(null)).Authenticate(
            new ProducerBuilder<Null, byte[]>(Settings(broker)).SetErrorHandler((_, error) => reported.TrySetResult(error))).Build();

        var error = await reported.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("no identity here", error.Reason, StringComparison.Ordinal);
        Assert.False(broker.FirstResponse.IsCompleted);
    }

    [Fact]
    public void Without_a_scope_no_identity_is_asked()
    {
        var tokens = new BrokerTokens(
            new ConfigurationBuilder().Build(), NullLogger<BrokerTokens>.Instance, () => throw new InvalidOperationException("Nobody should ask."));
        using var producer = tokens.Authenticate(new ProducerBuilder<Null, byte[]>(new Dictionary<string, string> { ["bootstrap.servers"] = "127.0.0.1:1" })).Build();

        Assert.NotNull(producer);
    }

    private static BrokerTokens Tokens(TokenCredential credential)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Kafka:AzureIdentity:Scope", Scope)]).Build();
        return new BrokerTokens(configuration, NullLogger<BrokerTokens>.Instance, () => credential);
    }

    private static Dictionary<string, string> Settings(SaslBroker broker) => new()
    {
        ["bootstrap.servers"] = broker.Address,
        ["security.protocol"] = "SASL_PLAINTEXT",
        ["sasl.mechanism"] = "OAUTHBEARER",
    };

    private sealed class FixedCredential(string? token) : TokenCredential
    {
        public string? AskedFor { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            AskedFor = requestContext.Scopes[0];
            return token is null
                ? throw new CredentialUnavailableException("no identity here")
                : ValueTask.FromResult(new AccessToken(token, DateTimeOffset.UtcNow.AddHours(1)));
        }
    }
}
