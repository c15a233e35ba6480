using System.Text.RegularExpressions;

namespace CcDemo.Aspire.Hosting.Tests.Surface;

/// <summary>Reads a list of the signatures of a real package.</summary>
internal static partial class SignatureList
{
    public static HashSet<string> Read(string file)
    {
        HashSet<string> signatures = new(StringComparer.Ordinal);
        var (type, isEnum) = ("", false);

        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] != ' ')
            {
                var header = Header().Match(line);
                (type, isEnum) = (header.Groups["name"].Value, header.Groups["kind"].Value == "enum");
                signatures.Add(type);
                continue;
            }

            if (isEnum)
            {
                signatures.UnionWith(line.Split(',', StringSplitOptions.TrimEntries).Select(value => $"{type}: {value}"));
                continue;
            }

            signatures.Add($"{type}: {Member(Attribute().Replace(line.Trim(), ""))}");
        }

        return signatures;
    }

    private static string Member(string text)
    {
        var brace = text.IndexOf(" {", StringComparison.Ordinal);

        if (brace >= 0 && !text[..brace].Contains('(', StringComparison.Ordinal))
        {
            return $"{LastWord(text[..brace])} {text[(brace + 1)..]}";
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);

        if (open < 0)
        {
            var equals = text.IndexOf(" = ", StringComparison.Ordinal);
            return LastWord(equals < 0 ? text : text[..equals]);
        }

        var name = LastWord(text[..open]);
        var generic = name.IndexOf('<', StringComparison.Ordinal);
        var parameters = Split(text[(open + 1)..Close(text, open)]).Select(Parameter);
        return $"{(generic < 0 ? name : name[..generic])}({string.Join(",", parameters)})";
    }

    private static string LastWord(string text)
    {
        var depth = 0;

        for (var i = text.Length - 1; i >= 0; i--)
        {
            depth += text[i] switch { '>' => 1, '<' => -1, _ => 0 };

            if (text[i] == ' ' && depth == 0)
            {
                return text[(i + 1)..];
            }
        }

        return text;
    }

    private static int Close(string text, int open)
    {
        var depth = 0;

        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };

            if (depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    private static IEnumerable<string> Split(string parameters)
    {
        var (depth, start) = (0, 0);

        for (var i = 0; i < parameters.Length; i++)
        {
            depth += parameters[i] switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };

            if (parameters[i] == ',' && depth == 0)
            {
                yield return parameters[start..i];
                start = i + 1;
            }
        }

        if (parameters.Length > 0)
        {
            yield return parameters[start..];
        }
    }

    private static string Parameter(string text)
    {
        text = text.Trim();
        var equals = text.IndexOf(" = ", StringComparison.Ordinal);
        text = equals < 0 ? text : text[..equals];
        text = Modifier().Replace(text, "");
        var name = LastWord(text);
        return text[..^name.Length].Trim().Replace(" ", "", StringComparison.Ordinal).Replace("?", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<kind>class|struct|interface|enum) (?<name>[\w.]+(<[^>]*>)?)")]
    private static partial Regex Header();

    [GeneratedRegex(@"^(\[[^\]]*\] )*")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(this |params |in |ref |out )+")]
    private static partial Regex Modifier();
}
