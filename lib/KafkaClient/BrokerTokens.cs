using Azure.Core;
using Azure.Identity;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CcDemo.KafkaClient;

/// <summary>
/// Tokens of an Azure identity for brokers that take them (SASL/OAUTHBEARER, RFC 7628), such as Event Hubs: asked for by the
/// client when it connects and before one expires.
/// </summary>
/// <remarks>
/// The setting <c>Kafka:AzureIdentity:Scope</c> names what the token is for, such as
/// <c>https://NAMESPACE.servicebus.windows.net/.default</c>; without it nothing here is used. The identity is the pod's
/// workload identity, a managed identity or a developer's own login; <c>AZURE_AUTHORITY_HOST</c> chooses the cloud.
/// </remarks>
public sealed partial class BrokerTokens
{
    internal const string ScopeSetting = "Kafka:AzureIdentity:Scope";

    private readonly string? _scope;
    private readonly Lazy<TokenCredential> _credential;
    private readonly ILogger<BrokerTokens> _logger;

    /// <summary>Tokens of an identity.</summary>
    /// <param name="configuration">Has the scope.</param>
    /// <param name="logger">Told when there is a token, and when there is none.</param>
    /// <param name="credential">The identity; null for that which the environment has.</param>
    public BrokerTokens(IConfiguration configuration, ILogger<BrokerTokens> logger, TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _scope = configuration[ScopeSetting];
        _credential = new(() => credential ?? new DefaultAzureCredential());
        _logger = logger;
    }

    /// <summary>Lets a consumer show tokens, if a scope is set.</summary>
    public ConsumerBuilder<TKey, TValue> Authenticate<TKey, TValue>(ConsumerBuilder<TKey, TValue> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return string.IsNullOrEmpty(_scope) ? builder : builder.SetOAuthBearerTokenRefreshHandler((client, _) => Refresh(client));
    }

    /// <summary>Lets a producer show tokens, if a scope is set.</summary>
    public ProducerBuilder<TKey, TValue> Authenticate<TKey, TValue>(ProducerBuilder<TKey, TValue> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return string.IsNullOrEmpty(_scope) ? builder : builder.SetOAuthBearerTokenRefreshHandler((client, _) => Refresh(client));
    }

    /// <summary>The client's thread is not held up: the token follows when it is there, and a client without one asks again.</summary>
    private void Refresh(IClient client) => _ = RefreshAsync(client);

    private async Task RefreshAsync(IClient client)
    {
        try
        {
            var token = await _credential.Value.GetTokenAsync(new TokenRequestContext([_scope!]), CancellationToken.None).ConfigureAwait(false);
            client.OAuthBearerSetToken(token.Token, token.ExpiresOn.ToUnixTimeMilliseconds(), principalName: "azure");
            Log.Refreshed(_logger, token.ExpiresOn);
        }
        catch (ObjectDisposedException)
        {
            // The client has ended while its token was on the way.
        }
        catch (Exception e)
        {
            Log.Failed(_logger, _scope!, e.Message);
            Report(client, e.Message);
        }
    }

    private static void Report(IClient client, string reason)
    {
        try
        {
            client.OAuthBearerSetTokenFailure(reason);
        }
        catch (ObjectDisposedException)
        {
            // Nobody is left to be told.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The brokers take a token that is valid until {ExpiresOn}.")]
        public static partial void Refreshed(ILogger logger, DateTimeOffset expiresOn);

        [LoggerMessage(LogLevel.Warning, "There is no token for the brokers ({Scope}): {Reason}")]
        public static partial void Failed(ILogger logger, string scope, string reason);
    }
}
