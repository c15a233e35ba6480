using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The <c>key_ops</c> array of a request.</summary>
internal static class KeyOperations
{
    public static void Write(Utf8JsonWriter json, IEnumerable<KeyOperation> operations)
    {
        if (operations is null || !operations.Any())
        {
            return;
        }

        json.WriteStartArray("key_ops");
        foreach (var operation in operations)
        {
            json.WriteStringValue(operation.ToString());
        }

        json.WriteEndArray();
    }
}
