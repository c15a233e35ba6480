using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>
/// A policy in Rego, read as far as its statements can be told apart: the package, the defaults, which rules there are
/// and the values that are JSON. Rules are not evaluated.
/// </summary>
internal sealed partial class RegoText
{
    private readonly string _text;

    /// <summary>The text with all but the outermost level blanked, at the same positions.</summary>
    private readonly string _outline;

    private RegoText(string text, string outline)
    {
        _text = text;
        _outline = outline;
        Package = PackagePattern().Match(outline) is { Success: true } match ? match.Groups[1].Value : null;
        Defaults = ReadDefaults(outline);
        Rules = RulePattern().Matches(outline).Select(rule => rule.Groups[1].Value).Except(["default", "import", "package", "else"]).ToHashSet(StringComparer.Ordinal);
        Unconditional = UnconditionalPattern().Matches(text).Where(rule => outline[rule.Groups[1].Index] != ' ').Select(rule => rule.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The name of the package; null when the text has none, and so is no Rego.</summary>
    public string? Package { get; }

    /// <summary>What each request gets when no rule allows it; true wins where a name has both.</summary>
    public IReadOnlyDictionary<string, bool> Defaults { get; }

    /// <summary>The names that have a rule or a value.</summary>
    public IReadOnlySet<string> Rules { get; }

    /// <summary>The names with a rule that is always true.</summary>
    public IReadOnlySet<string> Unconditional { get; }

    /// <summary>Reads a policy; any text is one.</summary>
    public static RegoText Parse(string text)
    {
        var code = new StringBuilder(text);
        var outline = new StringBuilder(text);
        var depth = 0;
        var i = 0;

        while (i < text.Length)
        {
            var end = i + 1;

            switch (text[i])
            {
                case '#':
                    end = text.IndexOf('\n', i) is var lineEnd and >= 0 ? lineEnd : text.Length;
                    Blank(code, i, end);
                    Blank(outline, i, end);
                    break;
                case '"':
                    end = EndOfString(text, i);
                    Blank(outline, i, end);
                    break;
                case '`':
                    end = IndexAfter(text, '`', i + 1);
                    Blank(outline, i, end);
                    break;
                case '{' or '[' or '(':
                    depth++;
                    break;
                case '}' or ']' or ')':
                    depth = Math.Max(0, depth - 1);
                    break;
                default:
                    if (depth > 0)
                    {
                        outline[i] = ' ';
                    }

                    break;
            }

            i = end;
        }

        return new RegoText(code.ToString(), outline.ToString());
    }

    /// <summary>The value of a name that is JSON: <c>name := { ... }</c>.</summary>
    /// <returns>False when the name has no value or several.</returns>
    /// <exception cref="JsonException">The value is not JSON.</exception>
    public bool TryGetJson(string name, out JsonElement value) => TryGetJson(name, out value, out _);

    /// <summary>The value of a name that is JSON, and the text that stands before it.</summary>
    /// <returns>False when the name has no value or several.</returns>
    /// <exception cref="JsonException">The value is not JSON.</exception>
    public bool TryGetJson(string name, out JsonElement value, out string before)
    {
        var assignments = AssignmentPattern().Matches(_outline).Where(match => match.Groups[1].Value == name).ToList();

        if (assignments.Count != 1)
        {
            value = default;
            before = _text;
            return false;
        }

        before = _text[..assignments[0].Index];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(_text[(assignments[0].Index + assignments[0].Length)..]));
        value = JsonElement.ParseValue(ref reader);
        return true;
    }

    private static Dictionary<string, bool> ReadDefaults(string outline)
    {
        var defaults = new Dictionary<string, bool>(StringComparer.Ordinal);

        foreach (Match match in DefaultPattern().Matches(outline))
        {
            var name = match.Groups[1].Value;
            defaults[name] = match.Groups[2].Value == "true" || defaults.GetValueOrDefault(name);
        }

        return defaults;
    }

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '"' or '\n':
                    return i + 1;
            }
        }

        return text.Length;
    }

    private static int IndexAfter(string text, char c, int start)
        => start < text.Length && text.IndexOf(c, start) is var index and >= 0 ? index + 1 : text.Length;

    private static void Blank(StringBuilder text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            text[i] = ' ';
        }
    }

    [GeneratedRegex(@"^[^\S\n]*package\s+([\w.]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PackagePattern();

    [GeneratedRegex(@"\bdefault\s+(\w+)\s*:?=\s*(true|false)\b", RegexOptions.CultureInvariant)]
    private static partial Regex DefaultPattern();

    [GeneratedRegex(@"^[^\S\n]*(\w+)\b(?=\s*(?::=|=|\{|\(|\[|if\b|contains\b)|\s*$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RulePattern();

    [GeneratedRegex(@"^[^\S\n]*(\w+)\s*(?::?=\s*true\b[^\S\n]*(?:;|\r?$)|(?:if\s*)?\{\s*true;?\s*\}|if\s+true\b)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex UnconditionalPattern();

    [GeneratedRegex(@"^[^\S\n]*(\w+)\s*:?=\s*(?=[\[{])", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AssignmentPattern();
}
