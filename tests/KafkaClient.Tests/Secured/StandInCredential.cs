using System.Collections.Concurrent;
using Azure.Core;

namespace CcDemo.Messaging.Tests;

/// <summary>An identity whose tokens a test decides over.</summary>
/// <param name="issue">How long the n-th token holds, and the token; or throws.</param>
internal sealed class StandInCredential(Func<int, (TimeSpan Lifetime, string Token)> issue) : TokenCredential
{
    private int _count;

    /// <summary>The scopes that tokens were asked for.</summary>
    public ConcurrentQueue<string> AskedFor { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        AskedFor.Enqueue(requestContext.Scopes[0]);
        var (lifetime, token) = issue(Interlocked.Increment(ref _count));
        return ValueTask.FromResult(new AccessToken(token, DateTimeOffset.UtcNow + lifetime));
    }
}
