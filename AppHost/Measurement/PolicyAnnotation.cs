using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost;

/// <summary>Puts an annotation into a manifest as a person would: one line more, every other character as it was.</summary>
internal static class PolicyAnnotation
{
    private const int Indent = 2;

    /// <summary>Adds an annotation to a pod, or replaces its value.</summary>
    /// <returns>The manifest's text with the annotation; read again, it differs from what it was in the annotation alone.</returns>
    public static Outcome<string> Insert(Manifest manifest, ManifestPod pod, PolicyKind kind, string value)
    {
        var annotation = kind.ToAnnotation();

        return Edit(manifest.Text, pod, annotation, value) is { } edited && DiffersInAnnotationOnly(manifest, pod, annotation, value, edited)
            ? edited
            : new MeasurementError(
                MeasurementErrorCode.CannotAnnotate,
                $"The annotation cannot be put into {StrictText.ForDisplay(pod.Title, 80)} without changing something else in the file. Write its 'metadata.annotations' as an indented block.");
    }

    private static string? Edit(string text, ManifestPod pod, string annotation, string value)
    {
        string[] path = ["metadata", "annotations", annotation];
        var mapping = pod.Node;
        var key = pod.Key;

        while (path.Length > 1 && mapping.Get(path[0]) is YamlMappingNode { Children.Count: > 0 } inner)
        {
            key = KeyOf(mapping, path[0]);
            mapping = inner;
            path = path[1..];
        }

        return mapping.Get(path[0]) switch
        {
            null => Add(text, mapping, key, path, value),
            YamlScalarNode old when path.Length == 1 => Replace(text, old, value),
            YamlMappingNode { Children.Count: 0 } empty when path.Length > 1 && ClosingBrace(text, empty) is { } end
                => Fill(text, mapping, KeyOf(mapping, path[0]), Index(empty.Start), end, path[1..], value),
            YamlScalarNode nothing when path.Length > 1 && nothing.IsNull()
                => Fill(text, mapping, KeyOf(mapping, path[0]), Index(nothing.Start), Index(nothing.End), path[1..], value),
            _ => null,
        };
    }

    /// <summary>Adds keys to a mapping that has others.</summary>
    private static string? Add(string text, YamlMappingNode mapping, YamlNode? key, string[] path, string value)
    {
        if (mapping.Children.Count == 0)
        {
            return null;
        }

        if (mapping.Style == MappingStyle.Flow)
        {
            return text.Insert(Index(mapping.Start) + 1, $"{InFlow(path, value)}, ");
        }

        var first = mapping.Children[0].Key.Start;
        var column = (int)first.Column - 1;

        // Below the key's own line, so that a comment stays above what it explains.
        return key is not null && key.Start.Line < first.Line
            ? InsertBelow(text, Index(key.End), column, path, value)
            : text.Insert(Index(first), $"{InBlock(column, path, value, "\n").TrimStart(' ')}\n{new string(' ', column)}");
    }

    /// <summary>Gives keys to a mapping that is empty.</summary>
    private static string Fill(string text, YamlMappingNode parent, YamlNode key, int start, int end, string[] path, string value)
    {
        var without = text.Remove(start, end - start);
        return parent.Style == MappingStyle.Flow
            ? without.Insert(start, $" {{{InFlow(path, value)}}}")
            : InsertBelow(without, start, (int)key.Start.Column - 1 + Indent, path, value);
    }

    private static string? Replace(string text, YamlScalarNode old, string value) => old.Style switch
    {
        ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted => text.Remove(Index(old.Start), Index(old.End) - Index(old.Start)).Insert(Index(old.Start), $"\"{value}\""),
        ScalarStyle.Plain => text.Remove(Index(old.Start), Index(old.End) - Index(old.Start)).Insert(Index(old.Start), old.Start.Index == old.End.Index ? $" {value}" : value),
        _ => null,
    };

    private static string InsertBelow(string text, int index, int column, string[] path, string value)
    {
        var end = text.IndexOf('\n', index) is var found and >= 0 ? found : text.Length;
        var lineEnd = end > 0 && end < text.Length && text[end - 1] == '\r' ? "\r\n" : "\n";
        return text.Insert(lineEnd.Length == 2 ? end - 1 : end, lineEnd + InBlock(column, path, value, lineEnd));
    }

    private static string InBlock(int column, string[] path, string value, string lineEnd)
        => string.Join(lineEnd, path.Select((key, level) => $"{new string(' ', column + (level * Indent))}{key}:{(level == path.Length - 1 ? $" {value}" : "")}"));

    private static string InFlow(string[] path, string value)
        => path.Length == 1 ? $"\"{path[0]}\": \"{value}\"" : $"\"{path[0]}\": {{{InFlow(path[1..], value)}}}";

    private static int? ClosingBrace(string text, YamlMappingNode empty)
        => text.IndexOf('}', Index(empty.Start)) is var end and >= 0 && string.IsNullOrWhiteSpace(text[(Index(empty.Start) + 1)..end]) ? end + 1 : null;

    private static YamlNode KeyOf(YamlMappingNode mapping, string key) => mapping.Children.First(pair => pair.Key.Text() == key).Key;

    private static int Index(Mark mark) => (int)mark.Index;

    private static bool DiffersInAnnotationOnly(Manifest manifest, ManifestPod pod, string annotation, string value, string edited)
    {
        var result = Manifest.Parse(edited);
        var expected = Manifest.Parse(manifest.Text);

        if (!result.Succeeded || !expected.Succeeded)
        {
            return false;
        }

        Annotate(expected.Value.Pods[manifest.Pods.TakeWhile(other => other != pod).Count()].Node, annotation, value);
        return result.Value.Documents.Select(document => document.RootNode).SequenceEqual(expected.Value.Documents.Select(document => document.RootNode));
    }

    private static void Annotate(YamlMappingNode pod, string annotation, string value)
    {
        var annotations = Child(Child(pod, "metadata"), "annotations");
        Remove(annotations, annotation);
        annotations.Add(annotation, value);
    }

    private static YamlMappingNode Child(YamlMappingNode node, string key)
    {
        if (node.Get(key) is YamlMappingNode child)
        {
            return child;
        }

        Remove(node, key);
        child = [];
        node.Add(key, child);
        return child;
    }

    private static void Remove(YamlMappingNode node, string key)
    {
        if (node.Children.FirstOrDefault(pair => pair.Key.Text() == key).Key is { } old)
        {
            node.Children.Remove(old);
        }
    }
}
