namespace CcDemo.Dashboard.Pages;

/// <summary>A piece of HTML. It can only be made from an interpolated string whose values were encoded.</summary>
internal readonly struct Markup
{
    private readonly string? _text;

    private Markup(string text) => _text = text;

    /// <summary>No HTML at all.</summary>
    public static Markup Empty => default;

    /// <summary>Makes HTML of an interpolated string.</summary>
    public static Markup Of(MarkupBuilder html) => new(html.Text);

    public override string ToString() => _text ?? "";
}
