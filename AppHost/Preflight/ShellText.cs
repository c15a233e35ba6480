using System.Text;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>Commands as text for a POSIX shell, ready to be copied.</summary>
internal static partial class ShellText
{
    /// <summary>The command on one line, its words quoted where they must be.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>The command on as few lines as it takes, each continued by a backslash; an option and its value stay together.</summary>
    /// <param name="words">The command.</param>
    /// <param name="width">The most characters of a line; an option or word that is longer has a line of its own.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string> words, int width)
    {
        const string continuation = " \\";
        const string indent = "  ";

        List<string> lines = [];
        StringBuilder line = new();

        foreach (var word in Parts(words))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length + continuation.Length > width)
            {
                lines.Add($"{line}{continuation}");
                line.Clear().Append(indent);
            }
            else if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    private static IEnumerable<string> Parts(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var hasValue = IsOption(words[i]) && i + 1 < words.Count && !IsOption(words[i + 1]);
            yield return hasValue ? $"{Quote(words[i])} {Quote(words[++i])}" : Quote(words[i]);
        }
    }

    private static bool IsOption(string word) => word.StartsWith('-');

    private static string Quote(string word)
        => PlainPattern().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9@%+=:,./_-]+\z")]
    private static partial Regex PlainPattern();
}
