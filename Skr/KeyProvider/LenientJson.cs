using System.Text.Json;

namespace CcDemo.Skr.KeyProvider;

/// <summary>Members of a JSON object as the original finds them: in any letter case, the last of several, null like absent.</summary>
internal static class LenientJson
{
    /// <summary>A member; <see cref="JsonValueKind.Undefined"/> when it is absent.</summary>
    /// <exception cref="FormatException">The value is no object.</exception>
    public static JsonElement Member(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().LastOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: not JsonValueKind.Null } value ? value : default,
        JsonValueKind.Undefined or JsonValueKind.Null => default,
        _ => throw new FormatException($"'{name}' stands in something that is no JSON object."),
    };

    /// <summary>The text of a member; empty when it is absent.</summary>
    /// <exception cref="FormatException">The member is no text.</exception>
    public static string Text(JsonElement json, string name) => Member(json, name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => string.Empty,
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        _ => throw new FormatException($"'{name}' is no text."),
    };

    /// <summary>The bytes of a member in standard base64; empty when it is absent.</summary>
    /// <exception cref="FormatException">The member is no base64.</exception>
    public static byte[] Bytes(JsonElement json, string name) => Member(json, name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.String } value when value.TryGetBytesFromBase64(out var bytes) => bytes,
        _ => throw new FormatException($"'{name}' is not standard base64 with padding."),
    };
}
