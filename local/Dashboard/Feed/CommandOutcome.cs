namespace CcDemo.Dashboard.Feed;

/// <summary>What came of a command.</summary>
internal sealed record CommandOutcome
{
    public bool Success { get; set; }

    /// <summary>Why it failed, as a sentence.</summary>
    public string? Message { get; set; }

    public bool Canceled { get; set; }
}
