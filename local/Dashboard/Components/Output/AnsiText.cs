using System.Globalization;

namespace CcDemo.Dashboard.Components.Output;

/// <summary>Console text with the colours of ECMA-48's SELECT GRAPHIC RENDITION: the eight colours (bright ones are shown as the others), bold and faint. All else is left out.</summary>
internal static class AnsiText
{
    private const string Start = "\u001b[";

    /// <summary>The text without its colours.</summary>
    public static string Plain(string text) => text.Contains('\u001b') ? string.Concat(Runs(text).Select(run => run.Text)) : text;

    /// <summary>The text in runs of one style each; none of them is empty.</summary>
    public static IReadOnlyList<AnsiRun> Runs(string text)
    {
        var runs = new List<AnsiRun>();
        string? colour = null;
        string? weight = null;
        var position = 0;
        while (position < text.Length)
        {
            var next = text.IndexOf(Start, position, StringComparison.Ordinal);
            var end = next < 0 ? -1 : text.IndexOf('m', next);
            if (end < 0)
            {
                Add(text[position..]);
                break;
            }

            Add(text[position..next]);
            foreach (var code in text[(next + Start.Length)..end].Split(';'))
            {
                Apply(code.Length == 0 ? 0 : int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
            }

            position = end + 1;
        }

        return runs;

        void Add(string part)
        {
            if (part.Length > 0)
            {
                runs.Add(new AnsiRun(part, weight is null ? colour : colour is null ? weight : $"{colour} {weight}"));
            }
        }

        void Apply(int code)
        {
            (colour, weight) = code switch
            {
                0 => (null, null),
                1 => (colour, "ansi-bold"),
                2 => (colour, "ansi-faint"),
                22 => (colour, null),
                >= 30 and <= 37 => ($"ansi-{code - 30}", weight),
                39 => (null, weight),
                >= 90 and <= 97 => ($"ansi-{code - 90}", weight),
                _ => (colour, weight),
            };
        }
    }
}
