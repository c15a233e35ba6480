namespace CcDemo.Skr.Configuration;

/// <summary>The settings of section <c>Attestation</c>: what an attestation token must satisfy beyond its signature.</summary>
internal sealed class AttestationOptions
{
    public const string Section = "Attestation";

    /// <summary>
    /// Whether a token must repeat the nonce that was sent, as Azure's providers document it. Switched off, a token
    /// without nonce is bound to the request by its report data alone, which is the hash of a key that is used once.
    /// </summary>
    public bool RequireNonce { get; set; } = true;
}
