namespace CcDemo.Dashboard.Feed;

/// <summary>Lines of a <see cref="ConsoleLog"/>.</summary>
/// <param name="Lines">The lines, oldest first.</param>
/// <param name="Position">The place after them.</param>
/// <param name="Continues">Whether they follow what was read before; if not, that is out of date.</param>
internal sealed record ConsoleExcerpt(IReadOnlyList<ConsoleLine> Lines, ConsolePosition Position, bool Continues);
