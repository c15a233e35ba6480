using System.Text.Json;
using CcDemo.AzureEmulator.Errors;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>What a create, import or update request says of a key beside its material; null = not said.</summary>
internal sealed record KeySettings(
    KeyAttributes Attributes, IReadOnlyList<string>? Operations, IReadOnlyDictionary<string, string>? Tags, StoredReleasePolicy? ReleasePolicy)
{
    /// <param name="body">The request.</param>
    /// <param name="operations">Where its <c>key_ops</c> stand: in the request, or in the key that it imports.</param>
    public static KeySettings Parse(JsonElement body, JsonElement operations)
        => new(KeyAttributes.Parse(body), ParseOperations(operations), ParseTags(body), StoredReleasePolicy.Parse(body));

    private static IReadOnlyList<string>? ParseOperations(JsonElement json)
    {
        if (!json.TryGetProperty("key_ops", out var operations) || operations.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().All(operation => operation.ValueKind == JsonValueKind.String)
            ? [.. operations.EnumerateArray().Select(operation => operation.GetString()!)]
            : throw AzureErrorException.BadParameter("The member 'key_ops' is not a list of strings.");
    }

    private static Dictionary<string, string>? ParseTags(JsonElement json)
    {
        if (!json.TryGetProperty("tags", out var tags) || tags.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return tags.ValueKind == JsonValueKind.Object && tags.EnumerateObject().All(tag => tag.Value.ValueKind == JsonValueKind.String)
            ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal)
            : throw AzureErrorException.BadParameter("The member 'tags' is not an object of strings.");
    }
}
