using System.Security.Cryptography;
using CcDemo.Attestation;

namespace CcDemo.Consumer.Keys;

/// <summary>What the SKR sidecar answered.</summary>
internal abstract record ReleaseOutcome
{
    private ReleaseOutcome()
    {
    }

    /// <summary>The private key; whoever gets it owns it. With the release policy that the vault says it judged by, where the sidecar tells.</summary>
    public sealed record Released(RSA Key, ReleasePolicy? Policy = null) : ReleaseOutcome;

    /// <summary>The sidecar, the attestation provider or the vault said no, with a reason and, where the sidecar tells, the stage.</summary>
    public sealed record Refused(string Reason, string? Stage = null) : ReleaseOutcome;

    /// <summary>Nobody could decide.</summary>
    public sealed record Unavailable(string Reason) : ReleaseOutcome;
}
