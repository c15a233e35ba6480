using System.Globalization;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>What differs between an object as it is and as it would be.</summary>
internal static class ObjectDifferences
{
    private const int LongestValue = 80;

    /// <summary>What the cluster keeps for itself and every write changes.</summary>
    private static readonly HashSet<string> _bookkeeping = new(StringComparer.Ordinal)
    {
        "metadata.managedFields", "metadata.resourceVersion", "metadata.generation", "metadata.creationTimestamp", "metadata.uid", "status",
    };

    /// <summary>A line for each difference: the path, and what it was and becomes where that is short and no secret.</summary>
    public static IReadOnlyList<string> Between(JsonObject before, JsonObject after)
    {
        var lines = new List<string>();
        Compare("", before, after, before.Text("kind") == "Secret", lines);
        return lines;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, bool isSecret, List<string> lines)
    {
        if (_bookkeeping.Contains(path) || JsonNode.DeepEquals(before, after))
        {
            return;
        }

        switch (before, after)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(member => member.Key).Union(right.Select(member => member.Key)).Order(StringComparer.Ordinal))
                {
                    Compare(path.Length == 0 ? name : $"{path}.{name}", left[name], right[name], isSecret, lines);
                }

                break;
            case (JsonArray left, JsonArray right) when Keys(left) is { } leftKeys && Keys(right) is { } rightKeys:
                foreach (var key in leftKeys.Keys.Union(rightKeys.Keys))
                {
                    Compare($"{path}[{key}]", leftKeys.GetValueOrDefault(key), rightKeys.GetValueOrDefault(key), isSecret, lines);
                }

                break;
            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    Compare(
                        string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"),
                        i < left.Count ? left[i] : null,
                        i < right.Count ? right[i] : null,
                        isSecret,
                        lines);
                }

                break;
            default:
                lines.Add((before, after) switch
                {
                    (null, _) => $"{path}: added{(Short(after, isSecret) is { } value ? $" ({value})" : "")}",
                    (_, null) => $"{path}: removed{(Short(before, isSecret) is { } value ? $" (was {value})" : "")}",
                    _ when Short(before, isSecret) is { } was && Short(after, isSecret) is { } becomes => $"{path}: {was} -> {becomes}",
                    _ => $"{path}: changed",
                });
                break;
        }
    }

    /// <summary>The items by their name, where every item has one of its own.</summary>
    private static Dictionary<string, JsonNode>? Keys(JsonArray items)
    {
        var keys = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        return items.All(item => item is JsonObject && item.Text("name") is { } name && keys.TryAdd(name, item)) ? keys : null;
    }

    private static string? Short(JsonNode? value, bool isSecret)
        => !isSecret && value is JsonValue && value.ToJsonString() is { Length: <= LongestValue } text ? text.Trim('"') : null;
}
