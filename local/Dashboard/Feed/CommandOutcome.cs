namespace CcDemo.Dashboard.Feed;

/// <summary>What came of a command.</summary>
internal sealed record CommandOutcome
{
    public bool Success { get; init; }

    /// <summary>Why it failed, as a sentence.</summary>
    public string? Message { get; init; }

    public bool Canceled { get; init; }
}
