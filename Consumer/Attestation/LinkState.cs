namespace CcDemo.Consumer.Attestation;

/// <summary>The states of <see cref="ProofLink.State"/>.</summary>
internal static class LinkState
{
    /// <summary>It was checked and holds.</summary>
    public const string Holds = "holds";

    /// <summary>The chain ends here.</summary>
    public const string Broken = "broken";

    /// <summary>It is being asked for, or could not be.</summary>
    public const string Waiting = "waiting";

    /// <summary>The chain ended before it, or nobody has looked.</summary>
    public const string NotReached = "not-reached";
}
