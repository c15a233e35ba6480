using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost;

/// <summary>A pod of a manifest, or the template that a controller makes pods of.</summary>
internal sealed class ManifestPod
{
    private static readonly string[] _template = ["spec", "template"];
    private static readonly Dictionary<string, string[]> _paths = new(StringComparer.Ordinal)
    {
        ["Pod"] = [],
        ["Deployment"] = _template,
        ["StatefulSet"] = _template,
        ["DaemonSet"] = _template,
        ["ReplicaSet"] = _template,
        ["ReplicationController"] = _template,
        ["Job"] = _template,
        ["CronJob"] = ["spec", "jobTemplate", "spec", "template"],
    };

    private ManifestPod(string kind, string name, YamlMappingNode node, YamlNode? key)
    {
        Kind = kind;
        Name = name;
        Node = node;
        Key = key;
        Annotations = ReadAnnotations(node);
        Containers = [.. node.GetAt(["spec", "initContainers"]).Items().Concat(node.GetAt(["spec", "containers"]).Items()).Select(ReadContainer)];
    }

    /// <summary>The kind of the object that has the pod.</summary>
    public string Kind { get; }

    /// <summary>The name of that object; empty when it has none.</summary>
    public string Name { get; }

    /// <summary><c>KIND/NAME</c>.</summary>
    public string Title => $"{Kind}/{Name}";

    /// <summary>The annotations of the pod itself.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; }

    /// <summary>The containers, those that run first before the others.</summary>
    public IReadOnlyList<PodContainer> Containers { get; }

    /// <summary>The mapping with the pod's <c>metadata</c> and <c>spec</c>.</summary>
    public YamlMappingNode Node { get; }

    /// <summary>The key whose value <see cref="Node"/> is; null when it is a document or an item.</summary>
    public YamlNode? Key { get; }

    /// <summary>The pod of a Kubernetes object, or null when the object has none.</summary>
    public static ManifestPod? Find(YamlMappingNode document)
    {
        if (document.Get("kind").Text() is not { } kind || !_paths.TryGetValue(kind, out var path) || document.GetAt(path) is not YamlMappingNode node)
        {
            return null;
        }

        var key = path.Length == 0 ? null : (document.GetAt(path[..^1]) as YamlMappingNode)?.Children.First(pair => ReferenceEquals(pair.Value, node)).Key;
        return new ManifestPod(kind, document.GetAt(["metadata", "name"]).Text() ?? "", node, key);
    }

    /// <summary>Whether a person means this pod by a name: the object's, or <c>KIND/NAME</c>.</summary>
    public bool IsCalled(string name) => name == Name || name == Title;

    private static Dictionary<string, string> ReadAnnotations(YamlMappingNode node)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);

        if (node.GetAt(["metadata", "annotations"]) is YamlMappingNode mapping)
        {
            foreach (var (key, value) in mapping.Children)
            {
                if (key.Text() is { } name)
                {
                    annotations[name] = value.Text() ?? "";
                }
            }
        }

        return annotations;
    }

    private static PodContainer ReadContainer(YamlNode node) => new(
        node.Get("name").Text() ?? "",
        node.Get("image").Text() ?? "",
        node.Get("command").Texts(),
        node.Get("args").Texts(),
        [.. node.Get("env").Items().Select(item => new PodVariable(
            item.Get("name").Text() ?? "",
            item.Get("valueFrom") is null ? (item.Get("value") as YamlScalarNode)?.Value ?? "" : null))]);
}
