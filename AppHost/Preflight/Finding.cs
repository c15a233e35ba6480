namespace CcDemo.AppHost;

/// <summary>What a check found.</summary>
/// <param name="State">Whether it is as it must be.</param>
/// <param name="Found">What was found, or why nothing could be: some words, no full stop.</param>
/// <param name="Remedy">What mends it; null when there is nothing to mend or nobody can say how.</param>
internal sealed record Finding(FindingState State, string Found, Remedy? Remedy = null)
{
    public static Finding Ok(string found) => new(FindingState.Ok, found);

    public static Finding Missing(string found, Remedy? remedy = null) => new(FindingState.Missing, found, remedy);

    public static Finding Unknown(string found, Remedy? remedy = null) => new(FindingState.Unknown, found, remedy);
}
