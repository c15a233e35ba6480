namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that the host knows.</summary>
public static class KnownResourceStates
{
    /// <summary>The resource is about to run.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>The resource runs.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>The resource could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>What the resource runs on is out of order.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>The resource is about to stop.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>The resource ended.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>The resource did its work and ended.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>The resource waits for others.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Nobody has started the resource.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>The resource is being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>The resource, which has no life cycle, can be used.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>The states that a resource does not leave by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
