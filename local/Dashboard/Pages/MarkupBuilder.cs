using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CcDemo.Dashboard.Pages;

/// <summary>
/// Collects an interpolated string as HTML: the literal parts are markup, every value in between is encoded unless it is
/// <see cref="Markup"/> itself. Attribute values must stand in double quotes.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct MarkupBuilder(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 24));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? value) => _text.Append(_encoder.Encode(value ?? ""));

    public void AppendFormatted(int value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(long value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(double value) => _text.Append(CultureInfo.InvariantCulture, $"{value:0.###}");

    public void AppendFormatted(Markup value) => _text.Append(value.ToString());

    public void AppendFormatted(IEnumerable<Markup> values)
    {
        foreach (var value in values)
        {
            _text.Append(value.ToString());
        }
    }

    internal string Text => _text.ToString();
}
