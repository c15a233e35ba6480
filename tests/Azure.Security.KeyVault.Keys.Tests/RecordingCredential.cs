using Azure.Core;

namespace CcDemo.KeyVaultKeys.Tests;

/// <summary>Hands out one token and keeps what it was asked for.</summary>
internal sealed class RecordingCredential : TokenCredential
{
    private readonly List<TokenRequestContext> _asked = [];

    public IReadOnlyList<TokenRequestContext> Asked => _asked;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _asked.Add(requestContext);
        return new AccessToken("the-token", DateTimeOffset.UtcNow.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
