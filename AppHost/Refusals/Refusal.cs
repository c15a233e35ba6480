namespace CcDemo.AppHost;

/// <summary>
/// What is wrong on purpose in a local run: the setting <c>Demo:Refusal</c>. Each makes one link of the chain really
/// false, so that the key is really refused.
/// </summary>
internal enum Refusal
{
    /// <summary>Nothing is wrong; the key is released.</summary>
    None,

    /// <summary>The guest was started from a pod description that differs in one character from the one the key trusts.</summary>
    Description,

    /// <summary>One bit of the hardware report is flipped after it was signed.</summary>
    FlippedBit,

    /// <summary>The report is signed by a processor whose certificate chain ends in a root that nobody trusts.</summary>
    ForeignChain,

    /// <summary>The guest was started with debugging allowed.</summary>
    DebugGuest,

    /// <summary>The report was made over other runtime data than the data that is sent with it.</summary>
    RuntimeData,

    /// <summary>The key trusts another attestation provider than the one that issues the token.</summary>
    ForeignIssuer,

    /// <summary>The attestation provider's tokens have expired when they arrive.</summary>
    ExpiredToken,

    /// <summary>The key was created without a release policy, and so cannot leave the vault.</summary>
    NoReleasePolicy,

    /// <summary>The consumer's identity lacks the role that releases keys.</summary>
    NoRole,
}
