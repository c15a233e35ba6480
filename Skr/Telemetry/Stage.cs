namespace CcDemo.Skr.Telemetry;

/// <summary>The stages of attestation and release, by the names that spans and measurements give them.</summary>
internal static class Stage
{
    /// <summary>The security processor makes a report.</summary>
    public const string Report = "report";

    /// <summary>The certificates of its chip are had.</summary>
    public const string Certificates = "certificates";

    /// <summary>The provider attests the guest.</summary>
    public const string Attest = "attest";

    /// <summary>The provider's token is verified.</summary>
    public const string TokenVerify = "token.verify";

    /// <summary>The identity gets a token for the vault.</summary>
    public const string VaultToken = "vault.token";

    /// <summary>The vault releases the key.</summary>
    public const string VaultRelease = "vault.release";

    /// <summary>The vault's answer is verified.</summary>
    public const string ReleaseVerify = "release.verify";

    /// <summary>The key is unwrapped.</summary>
    public const string Unwrap = "unwrap";
}
