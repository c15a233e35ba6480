namespace CcDemo.Skr.Release;

/// <summary>What a caller of <c>/key/release</c> asks for.</summary>
/// <param name="Provider">The attestation provider.</param>
/// <param name="Vault">The vault.</param>
/// <param name="Key">The key.</param>
/// <param name="AccessToken">A token for the vault; null to get one by this pod's own identity.</param>
internal sealed record ReleaseRequest(ServiceEndpoint Provider, ServiceEndpoint Vault, KeyReference Key, string? AccessToken)
{
    // An access token must not get into a log by way of a record's text.
    public override string ToString() => $"{Key} of {Vault.Authority}";
}
