namespace CcDemo.AppHost;

/// <summary>Why something does not get ready.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
/// <param name="IsFinal">Whether waiting cannot mend it.</param>
internal sealed record Trouble(TroubleKind Kind, string Sentence, bool IsFinal);
