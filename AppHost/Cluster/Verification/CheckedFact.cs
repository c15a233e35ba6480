namespace CcDemo.AppHost;

/// <summary>Something that was checked.</summary>
/// <param name="Holds">Whether it is as it should be.</param>
/// <param name="Sentence">What was found.</param>
internal sealed record CheckedFact(bool Holds, string Sentence);
