using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Reads members of JSON that may be absent or of another kind than expected.</summary>
internal static class JsonPaths
{
    /// <summary>The member at a path, or null.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node is JsonObject json && json.TryGetPropertyValue(name, out var member) ? member : null;
        }

        return node;
    }

    /// <summary>The text at a path, or null.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number at a path; 0 when there is none.</summary>
    public static long Number(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

    /// <summary>Whether the path leads to <c>true</c>.</summary>
    public static bool IsTrue(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The items of the list at a path; none when there is no list.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path)
        => node.At(path) is JsonArray items ? items.OfType<JsonNode>() : [];
}
