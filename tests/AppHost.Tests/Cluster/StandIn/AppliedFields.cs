using System.Text.Json.Nodes;

namespace CcDemo.AppHost.Tests;

/// <summary>
/// An object as server-side apply sees it: its leaves by their path, and who owns each. Items of lists are told apart by
/// their name; a list of anything else is one leaf.
/// </summary>
internal sealed class AppliedFields
{
    private readonly SortedDictionary<string, (JsonNode? Value, string Owner)> _leaves;

    private AppliedFields(SortedDictionary<string, (JsonNode? Value, string Owner)> leaves) => _leaves = leaves;

    public static AppliedFields Empty => new(new(StringComparer.Ordinal));

    /// <summary>Somebody sets fields, whoever owns them.</summary>
    public AppliedFields Set(JsonObject content, string owner) => Merge(Leaves(content), owner);

    /// <summary>What stands in the way of an apply: field and owner.</summary>
    public IReadOnlyList<(string Field, string Owner)> Conflicts(JsonObject content, string manager) =>
    [
        .. from leaf in Leaves(content)
           where _leaves.TryGetValue(leaf.Key, out var present) && present.Owner != manager && !JsonNode.DeepEquals(present.Value, leaf.Value)
           select (leaf.Key.Replace('/', '.'), _leaves[leaf.Key].Owner),
    ];

    /// <summary>Sets the fields and takes away those that the manager applied before and names no more.</summary>
    public AppliedFields Apply(JsonObject content, string manager)
    {
        var wanted = Leaves(content);
        var kept = new SortedDictionary<string, (JsonNode? Value, string Owner)>(_leaves, StringComparer.Ordinal);

        foreach (var path in _leaves.Where(leaf => leaf.Value.Owner == manager && !wanted.ContainsKey(leaf.Key)).Select(leaf => leaf.Key))
        {
            kept.Remove(path);
        }

        return new AppliedFields(kept).Merge(wanted, manager);
    }

    /// <summary>The whole object.</summary>
    public JsonObject ToJson()
    {
        var root = new JsonObject();

        foreach (var (path, leaf) in _leaves)
        {
            JsonNode node = root;
            var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Replace("~1", "/", StringComparison.Ordinal)).ToArray();

            for (var i = 0; i < parts.Length - 1; i++)
            {
                node = Step(node, parts[i], parts[i + 1].StartsWith('['));
            }

            ((JsonObject)node)[parts[^1]] = leaf.Value?.DeepClone();
        }

        return root;
    }

    private static JsonNode Step(JsonNode node, string part, bool isList)
    {
        if (node is JsonArray items)
        {
            var name = part[1..^1];
            var item = items.FirstOrDefault(item => item!["name"]?.ToString() == name);

            if (item is null)
            {
                items.Add(item = new JsonObject { ["name"] = name });
            }

            return item;
        }

        return ((JsonObject)node)[part] ??= isList ? new JsonArray() : new JsonObject();
    }

    private AppliedFields Merge(Dictionary<string, JsonNode?> leaves, string owner)
    {
        var merged = new SortedDictionary<string, (JsonNode? Value, string Owner)>(_leaves, StringComparer.Ordinal);

        foreach (var (path, value) in leaves)
        {
            merged[path] = (value?.DeepClone(), owner);
        }

        return new AppliedFields(merged);
    }

    private static Dictionary<string, JsonNode?> Leaves(JsonObject content)
    {
        var leaves = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Walk("", content, leaves);
        leaves.Remove("/metadata/resourceVersion");
        return leaves;
    }

    private static void Walk(string path, JsonNode? node, Dictionary<string, JsonNode?> leaves)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (name, value) in members)
                {
                    Walk($"{path}/{name.Replace("/", "~1", StringComparison.Ordinal)}", value, leaves);
                }

                break;
            case JsonArray { Count: > 0 } items when items.All(item => item is JsonObject && item["name"] is not null):
                foreach (var item in items)
                {
                    Walk($"{path}/[{item!["name"]}]", item, leaves);
                }

                break;
            default:
                leaves[path] = node;
                break;
        }
    }
}
