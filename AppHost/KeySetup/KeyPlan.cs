namespace CcDemo.AppHost;

/// <summary>What is to be done so that the vault has the wanted key.</summary>
internal abstract record KeyPlan
{
    private KeyPlan()
    {
    }

    /// <summary>There is no key of that name: it is created.</summary>
    public sealed record Create : KeyPlan;

    /// <summary>The key serves as it is.</summary>
    public sealed record Reuse : KeyPlan;

    /// <summary>The key serves once its release policy is replaced.</summary>
    /// <param name="Reason">What the present policy is like, the second half of a sentence.</param>
    public sealed record UpdatePolicy(string Reason) : KeyPlan;

    /// <summary>The key gets a new version.</summary>
    /// <param name="Reason">Why, the second half of a sentence.</param>
    /// <param name="ReleasePolicy">The policy's text: an immutable one as it stands, else the wanted one; null for none.</param>
    /// <param name="IsPolicyImmutable">Whether the policy is immutable and has to be sent as such.</param>
    public sealed record NewVersion(string Reason, string? ReleasePolicy, bool IsPolicyImmutable) : KeyPlan;

    /// <summary>Nothing can be done, or nothing without a decision that is not ours.</summary>
    /// <param name="Explanation">Sentences: what stands in the way and what to do.</param>
    public sealed record Refuse(string Explanation) : KeyPlan;
}
