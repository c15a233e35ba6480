using System.Text.RegularExpressions;

namespace CcDemo.Dashboard.Feed;

/// <summary>Makes a line of console output harmless to look at.</summary>
internal static partial class ConsoleText
{
    private const int MaxLength = 8_192;

    /// <summary>
    /// Removes terminal escape sequences but for those of colours, and control characters, shows the characters that reverse the reading direction
    /// as U+FFFD (they can make a line read as something else) and cuts overlong lines.
    /// </summary>
    public static string Clean(string text)
    {
        var cut = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
        return DirectionControls().Replace(Controls().Replace(EscapeSequences().Replace(cut, ""), ""), "\uFFFD");
    }

    /// <summary>ECMA-48: CSI, OSC, the string sequences, and the short escapes.</summary>
    [GeneratedRegex(@"(?!\x1B\[[0-9;]*m)(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|\x1B\][^\x07\x1B]*(?:\x07|\x1B\\)?|\x1B[PX^_][^\x1B]*(?:\x1B\\)?|\x1B(?!\[)[ -/]*[0-~]|\x1B(?!\[[0-9;]*m)")]
    private static partial Regex EscapeSequences();

    [GeneratedRegex(@"[\x00-\x08\x0A-\x1A\x1C-\x1F\x7F-\x9F]")]
    private static partial Regex Controls();

    [GeneratedRegex(@"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex DirectionControls();
}
