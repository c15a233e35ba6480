using System.Globalization;
using System.Text;

namespace CcDemo.Consumer.Api;

/// <summary>Makes what a text would do to its surroundings visible, instead of letting it do so. Pure.</summary>
internal static class VisibleText
{
    /// <summary>
    /// The text with control characters as their pictures (U+2400) and what turns the writing direction, hides or is no
    /// Unicode as its code point in angle marks. HTML's own characters stay: whoever renders encodes them.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(visible, rune);
        }

        return visible.ToString();
    }

    /// <summary>The same of a text's beginning, with an ellipsis when there is more.</summary>
    public static string Beginning(string text, int most)
    {
        if (text.Length <= most)
        {
            return Of(text);
        }

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return Of(text[..end]) + "…";
    }

    private static void Append(StringBuilder visible, Rune rune)
    {
        switch (rune.Value)
        {
            case < 0x20:
                visible.Append((char)(0x2400 + rune.Value));
                break;
            case 0x7f:
                visible.Append('\u2421');
                break;
            // Joiners belong to emoji and to several scripts.
            case 0x200c or 0x200d:
                visible.Append(rune);
                break;
            default:
                if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                {
                    visible.Append(CultureInfo.InvariantCulture, $"\u2039U+{rune.Value:X4}\u203a");
                }
                else
                {
                    visible.Append(rune);
                }

                break;
        }
    }
}
