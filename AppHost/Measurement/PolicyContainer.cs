namespace CcDemo.AppHost;

/// <summary>A container that a policy allows.</summary>
internal sealed record PolicyContainer
{
    /// <summary>Its name; empty for the one that only holds the pod together.</summary>
    public required string Name { get; init; }

    /// <summary>Its image; empty when the policy names none.</summary>
    public required string Image { get; init; }

    /// <summary>Whether it only holds the pod together (<c>pause</c>).</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The command line, the program first.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The environment, <c>NAME=VALUE</c>. Names may be shown, values are only compared.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>What may be mounted.</summary>
    public required IReadOnlyList<PolicyMount> Mounts { get; init; }

    /// <summary>The dm-verity root hash of each layer of the image, hex; empty for a layer without one. No entry when layers are not bound at all.</summary>
    public required IReadOnlyList<string> LayerHashes { get; init; }

    /// <summary>Command lines that may be run in it besides, such as probes.</summary>
    public IReadOnlyList<string> ExecCommands { get; init; } = [];

    /// <summary>Whether it has the privileges of the guest's root.</summary>
    public bool IsElevated { get; init; }

    /// <summary>What it is called in a sentence.</summary>
    public string Title => Name.Length > 0 ? Name : IsSandbox ? "the pod's sandbox" : "a container without a name";

    /// <summary>The names of the environment.</summary>
    public IEnumerable<string> VariableNames => Environment.Select(variable => variable.Split('=', 2)[0]);
}
