using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The <c>tags</c> object of a request.</summary>
internal static class KeyTags
{
    public static void Write(Utf8JsonWriter json, Dictionary<string, string> tags)
    {
        if (tags is null or { Count: 0 })
        {
            return;
        }

        json.WriteStartObject("tags");
        foreach (var (name, value) in tags)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
