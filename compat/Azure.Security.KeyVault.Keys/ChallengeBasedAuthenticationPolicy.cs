using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Learns from a vault's 401 which authority and resource its tokens are for, and remembers that for each vault.</summary>
internal sealed class ChallengeBasedAuthenticationPolicy : BearerTokenAuthenticationPolicy
{
    private const string HeldContent = "KeyVault.HeldContent";
    private static readonly ConcurrentDictionary<string, BearerChallenge> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _verifyResource;

    public ChallengeBasedAuthenticationPolicy(TokenCredential credential, bool disableResourceVerification)
        : base(credential, [])
        => _verifyResource = !disableResourceVerification;

    protected override void AuthorizeRequest(HttpMessage message)
    {
        if (Known(message) is { } challenge)
        {
            AuthenticateAndAuthorizeRequest(message, Context(message, challenge, claims: null));
        }
        else
        {
            Hold(message);
        }
    }

    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (Known(message) is { } challenge)
        {
            await AuthenticateAndAuthorizeRequestAsync(message, Context(message, challenge, claims: null)).ConfigureAwait(false);
        }
        else
        {
            Hold(message);
        }
    }

    protected override bool AuthorizeRequestOnChallenge(HttpMessage message)
    {
        if (Learn(message) is not { } context)
        {
            return false;
        }

        AuthenticateAndAuthorizeRequest(message, context);
        return true;
    }

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        if (Learn(message) is not { } context)
        {
            return false;
        }

        await AuthenticateAndAuthorizeRequestAsync(message, context).ConfigureAwait(false);
        return true;
    }

    /// <summary>What a request carries (a key to import, say) is kept back until the vault is known.</summary>
    private static void Hold(HttpMessage message)
    {
        if (message.Request.Content is not null)
        {
            message.SetProperty(HeldContent, message.Request.Content);
            message.Request.Content = null;
        }
    }

    private static BearerChallenge Known(HttpMessage message)
        => _known.GetValueOrDefault(Authority(message));

    private static string Authority(HttpMessage message)
        => $"{message.Request.Uri.Host}:{message.Request.Uri.Port}";

    private static TokenRequestContext Context(HttpMessage message, BearerChallenge challenge, string claims)
        => new([challenge.Scope], message.Request.ClientRequestId, claims, challenge.TenantId, isCaeEnabled: true);

    private TokenRequestContext? Learn(HttpMessage message)
    {
        if (message.Request.Content is null && message.TryGetProperty(HeldContent, out var held))
        {
            message.Request.Content = held as RequestContent;
        }

        if (BearerChallenge.Parse(message.Response) is not { } answer)
        {
            return null;
        }

        // A challenge for more claims names no resource: it concerns the resource that is known already.
        var challenge = answer.Scope is null ? Known(message) : answer;
        if (challenge is null)
        {
            return null;
        }

        if (_verifyResource && !challenge.IsForDomainOf(message.Request.Uri.Host))
        {
            throw new InvalidOperationException($"The challenge resource '{challenge.Resource}' does not match the requested domain '{message.Request.Uri.Host}'. Set DisableChallengeResourceVerification to true in your client options to disable this check. See https://aka.ms/azsdk/blog/vault-uri for more information.");
        }

        _known[Authority(message)] = challenge;
        return Context(message, challenge, answer.Claims);
    }
}
