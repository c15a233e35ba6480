namespace CcDemo.AppHost;

/// <summary>What is to be measured, and what is wanted of it.</summary>
internal sealed record MeasureRequest
{
    /// <summary>The manifest's file.</summary>
    public required string File { get; init; }

    /// <summary>The pod that is meant, <c>NAME</c> or <c>KIND/NAME</c>; null when the file has one only.</summary>
    public string? PodName { get; init; }

    /// <summary>The attestation provider's host name; null when it is not known, and then there is no release policy.</summary>
    public string? MaaEndpoint { get; init; }

    /// <summary>
    /// The kind of policy that the pod has to carry; when it carries none, the policy tool is run. Null takes the policy
    /// that is there and runs nothing.
    /// </summary>
    public PolicyKind? Required { get; init; }

    /// <summary>The policy tool, a name on the path or a file; null looks for the usual ones.</summary>
    public string? Tool { get; init; }

    /// <summary>The folders to look for the tool in, as in the variable PATH; null is that variable.</summary>
    public string? Path { get; init; }

    /// <summary>How long the policy tool may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(15);
}
