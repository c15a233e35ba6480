namespace CcDemo.Dashboard.Feed;

/// <summary>One line that a resource wrote.</summary>
/// <param name="Line">Counts from 1 per resource.</param>
/// <param name="Timestamp">When it was written.</param>
/// <param name="IsError">Whether it went to standard error.</param>
/// <param name="Text">What it says; hostile until it went through <see cref="ConsoleText.Clean"/>, and to be encoded even then.</param>
internal sealed record ConsoleLine(long Line, DateTimeOffset Timestamp, bool IsError, string Text);
