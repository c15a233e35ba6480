using System.Text;

namespace CcDemo.AppHost;

/// <summary>The findings as a table of plain text, 100 columns wide at most.</summary>
internal static class PreflightReport
{
    /// <summary>The most characters of a line; a word that is longer, such as a resource id, exceeds it.</summary>
    public const int Width = 100;

    private const string Gap = "  ";
    private const string Indent = "    ";

    private static readonly int _stateWidth = Enum.GetNames<FindingState>().Max(name => name.Length);

    /// <summary>The table: a line for each check, and below each that is not ok what mends it, unless it stands there already.</summary>
    public static string Table(IReadOnlyList<PreflightRow> rows)
    {
        var nameWidth = rows.Select(row => row.Name.Length).Append("Check".Length).Max();
        var text = new StringBuilder();
        HashSet<string> shown = [];
        Append(text, "State", nameWidth, "Check", "Found");

        foreach (var row in rows)
        {
            Append(text, Word(row.Finding.State), nameWidth, row.Name, row.Finding.Found);

            foreach (var line in row.Finding.Remedy is { } remedy && shown.Add(remedy.Text) ? Lines(remedy) : [])
            {
                text.Append(Indent).AppendLine(line);
            }
        }

        return text.ToString();
    }

    /// <summary>How many findings there are of each kind: <c>12 ok, 2 missing, 1 unknown</c>.</summary>
    public static string Summary(IReadOnlyList<PreflightRow> rows)
        => string.Join(", ", Enum.GetValues<FindingState>().Select(state => $"{rows.Count(row => row.Finding.State == state)} {Word(state)}"));

    private static void Append(StringBuilder text, string state, int nameWidth, string name, string found)
    {
        var left = $"{state.PadRight(_stateWidth)}{Gap}{name.PadRight(nameWidth)}{Gap}";

        foreach (var line in Wrap(found, Width - left.Length))
        {
            text.Append(left).AppendLine(line);
            left = new string(' ', left.Length);
        }
    }

    private static IReadOnlyList<string> Lines(Remedy remedy) => remedy.Words.Count > 0
        ? ShellText.Lines(remedy.Words, Width - Indent.Length)
        : Wrap(remedy.Text, Width - Indent.Length);

    private static List<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();

        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        return [.. lines, line.ToString()];
    }

    private static string Word(FindingState state) => state.ToSettingName();
}
