using Azure.Core;

namespace CcDemo.AzureEmulator.Tests;

/// <summary>An identity's tokens, straight from the emulator's token endpoint.</summary>
internal sealed class ImdsCredential(TestEmulator emulator, string clientId) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new NotSupportedException("The tests are asynchronous.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => new(await emulator.TokenAsync(clientId, requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal)), DateTimeOffset.UtcNow.AddHours(1));
}
