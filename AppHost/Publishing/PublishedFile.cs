namespace CcDemo.AppHost;

/// <summary>A file that <c>publish</c> writes.</summary>
/// <param name="Name">The file's name in the output folder.</param>
/// <param name="Content">The whole text, lines ended by LF.</param>
internal sealed record PublishedFile(string Name, string Content);
