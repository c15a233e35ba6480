using System.Text.Json;
using CcDemo.AzureEmulator.Errors;

namespace CcDemo.AzureEmulator.Json;

/// <summary>Reads a request's JSON object, and says so in the service's own way when there is none.</summary>
internal static class JsonBody
{
    public static async Task<JsonElement> ReadAsync(HttpContext context, Func<string, AzureErrorException> refusal)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw refusal("The request body is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw refusal($"The request body is not valid JSON: {e.Message}");
        }
    }

    /// <summary>A string member, or null when it is missing or null.</summary>
    public static string? Text(this JsonElement json, string name, Func<string, AzureErrorException> refusal)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw refusal($"The member '{name}' is not a string.");
    }

    /// <summary>A boolean member, or null when it is missing or null.</summary>
    public static bool? Flag(this JsonElement json, string name, Func<string, AzureErrorException> refusal)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw refusal($"The member '{name}' is neither true nor false.");
    }
}
