using System.Security.Cryptography;

namespace CcDemo.Consumer.Keys;

/// <summary>What the SKR sidecar answered.</summary>
internal abstract record ReleaseOutcome
{
    private ReleaseOutcome()
    {
    }

    /// <summary>The private key; whoever gets it owns it.</summary>
    public sealed record Released(RSA Key) : ReleaseOutcome;

    /// <summary>The sidecar, the attestation provider or the vault said no, with a reason.</summary>
    public sealed record Refused(string Reason) : ReleaseOutcome;

    /// <summary>Nobody could decide.</summary>
    public sealed record Unavailable(string Reason) : ReleaseOutcome;
}
