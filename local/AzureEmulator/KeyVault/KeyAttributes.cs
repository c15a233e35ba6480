using System.Text.Json;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>What a caller may say of a key beside its material; null = not said.</summary>
internal sealed record KeyAttributes(bool? Enabled, bool? Exportable, DateTimeOffset? NotBefore, DateTimeOffset? Expires)
{
    public static KeyAttributes Parse(JsonElement body)
    {
        if (!body.TryGetProperty("attributes", out var attributes) || attributes.ValueKind == JsonValueKind.Null)
        {
            return new KeyAttributes(null, null, null, null);
        }

        if (attributes.ValueKind != JsonValueKind.Object)
        {
            throw AzureErrorException.BadParameter("The member 'attributes' is not an object.");
        }

        return new KeyAttributes(Flag("enabled"), Flag("exportable"), Time("nbf"), Time("exp"));

        bool? Flag(string name) => attributes.Flag(name, AzureErrorException.BadParameter);

        DateTimeOffset? Time(string name) => Member(name) is not { } value ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : throw AzureErrorException.BadParameter($"The attribute '{name}' is not a time in Unix seconds.");

        JsonElement? Member(string name) => attributes.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
