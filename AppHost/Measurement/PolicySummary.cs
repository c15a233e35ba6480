namespace CcDemo.AppHost;

/// <summary>What a policy allows, in so far as it can be read off. Rules in Rego are not evaluated.</summary>
internal sealed record PolicySummary
{
    /// <summary>The containers that may be created.</summary>
    public required IReadOnlyList<PolicyContainer> Containers { get; init; }

    /// <summary>Whether any container may be created, or any request is let through: then nothing else of the policy counts.</summary>
    public required bool AllowsEverything { get; init; }

    /// <summary>Whether any command may be run in the guest.</summary>
    public required bool AllowsExec { get; init; }

    /// <summary>Command lines, or patterns of them, that may be run in every container.</summary>
    public IReadOnlyList<string> ExecCommands { get; init; } = [];

    /// <summary>Whether the output of the containers may be read from outside (<c>kubectl logs</c>).</summary>
    public required bool AllowsLogs { get; init; }

    /// <summary>What is allowed though it is normally denied, by the names that the policy uses.</summary>
    public IReadOnlyList<string> Unusual { get; init; } = [];

    /// <summary>Requests with rules that the policy tool does not write and that were not read.</summary>
    public IReadOnlyList<string> UnreadRules { get; init; } = [];

    /// <summary>Patterns of paths that the host may write beyond the pod's shared files.</summary>
    public IReadOnlyList<string> WideCopyPaths { get; init; } = [];

    /// <summary>Patterns of environment variables that the host may set to anything.</summary>
    public IReadOnlyList<string> WideVariables { get; init; } = [];

    /// <summary>SHA-256 of the rules without comments, 64 lower-case hex digits: the same for every pod with the same version of the policy tool; null when not told apart from the data.</summary>
    public string? RulesDigest { get; init; }

    /// <summary>Who else may extend the policy, in words.</summary>
    public IReadOnlyList<string> Fragments { get; init; } = [];
}
