using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost;

/// <summary>Reading YAML nodes that may be anything.</summary>
internal static class YamlNodeExtensions
{
    /// <summary>The value of a key; null when the node is no mapping or lacks the key.</summary>
    public static YamlNode? Get(this YamlNode? node, string key)
        => (node as YamlMappingNode)?.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    /// <summary>The node that a path of keys leads to.</summary>
    public static YamlNode? GetAt(this YamlNode? node, IEnumerable<string> path) => path.Aggregate(node, Get);

    /// <summary>The text of a scalar; null for anything else and for YAML's null.</summary>
    public static string? Text(this YamlNode? node) => node is YamlScalarNode scalar && !node.IsNull() ? scalar.Value : null;

    /// <summary>The items of a sequence; none for anything else.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => (node as YamlSequenceNode)?.Children ?? [];

    /// <summary>The texts of a sequence; null when the node is no sequence.</summary>
    public static IReadOnlyList<string>? Texts(this YamlNode? node)
        => node is YamlSequenceNode sequence ? [.. sequence.Children.Select(item => (item as YamlScalarNode)?.Value ?? "")] : null;

    /// <summary>Whether the node is YAML's null.</summary>
    public static bool IsNull(this YamlNode node)
        => node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };
}
