using System.Text.Json;

namespace CcDemo.AppHost;

/// <summary>Looks into JSON whose members may be absent or of another kind than expected.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The items of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>The member of an object; undefined when there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>The text of a string; empty for anything else.</summary>
    public static string Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : "";

    /// <summary>The texts of an array; none when it is no array.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element) => [.. element.Items().Select(Text)];
}
