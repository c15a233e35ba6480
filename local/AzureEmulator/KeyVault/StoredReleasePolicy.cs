using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>A key's release policy as it was set.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Data">Its text, base64url, as the caller wrote it.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Immutable">Whether it can never be changed again.</param>
internal sealed record StoredReleasePolicy(ReleasePolicy Policy, string Data, string ContentType, bool Immutable)
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Reads the member <c>release_policy</c>; null when there is none.</summary>
    public static StoredReleasePolicy? Parse(JsonElement body)
    {
        if (!body.TryGetProperty("release_policy", out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.ValueKind != JsonValueKind.Object || member.Text("data", AzureErrorException.BadParameter) is not { Length: > 0 } data)
        {
            throw AzureErrorException.BadParameter("The member 'release_policy' lacks 'data': the base64url of the policy's text.");
        }

        try
        {
            var policy = ReleasePolicy.Parse(Encoding.UTF8.GetString(Base64UrlText.Decode(data)));
            var immutable = member.Flag("immutable", AzureErrorException.BadParameter) ?? false;
            return new StoredReleasePolicy(policy, data.TrimEnd('='), member.Text("contentType", AzureErrorException.BadParameter) ?? Json, immutable);
        }
        catch (FormatException e)
        {
            throw AzureErrorException.BadParameter($"The release policy is not usable: {e.Message}");
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("release_policy");
        json.WriteString("contentType", ContentType);
        json.WriteString("data", Data);
        json.WriteBoolean("immutable", Immutable);
        json.WriteEndObject();
    }
}
