using System.Globalization;
using System.Text;
using k8s;
using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost;

/// <summary>Kubernetes objects as YAML that a person reads: comments above what they explain, the same bytes for the same objects.</summary>
internal static class ManifestYaml
{
    private const int LineLength = 110;

    /// <summary>Writes the objects one after the other.</summary>
    /// <param name="heading">What the file is, as the comment at its head.</param>
    /// <param name="documents">The objects.</param>
    /// <exception cref="ArgumentException">A comment is for a key that its object does not have.</exception>
    public static string Write(string heading, params ReadOnlySpan<ManifestDocument> documents)
    {
        var text = new StringBuilder();
        AppendComment(text, heading, indent: 0);

        foreach (var document in documents)
        {
            text.Append("---\n");
            Append(text, document);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ManifestDocument document)
    {
        var yaml = KubernetesYaml.Serialize(document.Content).ReplaceLineEndings("\n").TrimEnd('\n');
        var comments = Locate(yaml, document.Comments);
        var line = 0;

        foreach (var content in yaml.Split('\n'))
        {
            if (comments.TryGetValue(++line, out var comment))
            {
                AppendComment(text, comment, content.Length - content.TrimStart(' ').Length);
            }

            text.Append(content).Append('\n');
        }
    }

    /// <summary>The comments by the line (from 1) of the key that they are for.</summary>
    private static Dictionary<int, string> Locate(string yaml, Dictionary<string, string> comments)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        Walk(stream.Documents[0].RootNode, "", lines);

        return comments.ToDictionary(
            comment => lines.TryGetValue(comment.Key, out var line)
                ? line
                : throw new ArgumentException($"There is no '{comment.Key}' to comment on in:\n{yaml}", nameof(comments)),
            comment => comment.Value);
    }

    private static void Walk(YamlNode node, string path, Dictionary<string, int> lines)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                {
                    var inner = path.Length == 0 ? Name(key) : $"{path}.{Name(key)}";
                    lines[inner] = (int)key.Start.Line;
                    Walk(value, inner, lines);
                }

                break;
            case YamlSequenceNode sequence:
                for (var i = 0; i < sequence.Children.Count; i++)
                {
                    var inner = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
                    lines[inner] = (int)sequence.Children[i].Start.Line;
                    Walk(sequence.Children[i], inner, lines);
                }

                break;
        }
    }

    private static string Name(YamlNode key) => ((YamlScalarNode)key).Value!;

    private static void AppendComment(StringBuilder text, string comment, int indent)
    {
        var start = $"{new string(' ', indent)}#";
        var line = new StringBuilder(start);

        foreach (var word in comment.Split(' '))
        {
            if (line.Length + word.Length >= LineLength)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(start);
            }

            line.Append(' ').Append(word);
        }

        text.Append(line).Append('\n');
    }
}
