using Azure.Core;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Telemetry;

namespace CcDemo.Skr.Release;

/// <summary>
/// Gives tokens to one vault or managed HSM of Azure, and only such as are meant for its kind and cloud: what a vault
/// asks for in its challenge is not yet what it gets.
/// </summary>
/// <param name="inner">Gets the tokens.</param>
/// <param name="vault">The vault.</param>
/// <param name="telemetry">Measures how long that takes.</param>
internal sealed class VaultCredential(TokenCredential inner, ServiceEndpoint vault, SkrTelemetry telemetry) : TokenCredential
{
    private readonly string? _scope = ScopeOf(vault.Host);

    /// <summary>The scope of tokens for a host; null when it is no vault or managed HSM of Azure's.</summary>
    public static string? ScopeOf(string host) => AzureCloud.FindByHost(host) switch
    {
        { } cloud when cloud.IsVault(host) => cloud.VaultScope,
        { } cloud when cloud.IsManagedHsm(host) => cloud.ManagedHsmScope,
        _ => null,
    };

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => telemetry.Run(Stage.VaultToken, () => inner.GetToken(Check(requestContext), cancellationToken));

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => await telemetry.RunAsync(Stage.VaultToken, () => inner.GetTokenAsync(Check(requestContext), cancellationToken).AsTask());

    private TokenRequestContext Check(TokenRequestContext context)
        => _scope is null || context.Scopes is [var scope] && scope == _scope
            ? context
            : throw new RefusalException($"The vault {vault.Authority} asks for a token for '{Upstream.Flat(string.Join(' ', context.Scopes))}'; it gets one for '{_scope}' only.");
}
