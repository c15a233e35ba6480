using System.Text.Json;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>Data that evidence is bound to.</summary>
/// <param name="Data">The bytes whose hash the report carries.</param>
/// <param name="Claims">What they say when they are JSON; null when they are binary.</param>
internal sealed record AttestationData(byte[] Data, JsonElement? Claims)
{
    /// <summary>Reads such a member; null when it is missing or empty, as the Go sidecar leaves initTimeData.</summary>
    public static AttestationData? Parse(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.ValueKind != JsonValueKind.Object)
        {
            throw AzureErrorException.InvalidParameter($"The member '{name}' is not an object with 'data' and 'dataType'.");
        }

        if (member.Text("data", AzureErrorException.InvalidParameter) is not { Length: > 0 })
        {
            return null;
        }

        var data = AttestationRequest.Bytes(member, "data");
        var dataType = member.Text("dataType", AzureErrorException.InvalidParameter);
        return dataType?.ToUpperInvariant() switch
        {
            "JSON" => new AttestationData(data, ParseClaims(data, name)),
            "BINARY" => new AttestationData(data, null),
            _ => throw AzureErrorException.InvalidParameter($"The dataType of '{name}' is '{dataType}'; JSON and Binary are known."),
        };
    }

    private static JsonElement ParseClaims(byte[] data, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw AzureErrorException.InvalidParameter($"The data of '{name}' has the type JSON and is not a JSON object.");
        }
        catch (JsonException)
        {
            throw AzureErrorException.InvalidParameter($"The data of '{name}' has the type JSON and is not valid JSON.");
        }
    }
}
