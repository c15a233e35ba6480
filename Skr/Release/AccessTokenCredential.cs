using Azure.Core;

namespace CcDemo.Skr.Release;

/// <summary>An access token that the caller brought along.</summary>
internal sealed class AccessTokenCredential(string token, TimeProvider time) : TokenCredential
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(5);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => new(token, time.GetUtcNow() + _lifetime);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
