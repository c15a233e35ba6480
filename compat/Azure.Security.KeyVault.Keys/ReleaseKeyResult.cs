using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A released key as the vault hands it out.</summary>
public class ReleaseKeyResult
{
    internal ReleaseKeyResult(string value) => Value = value;

    /// <summary>A signed object (JWS compact serialization) with the wrapped key in it.</summary>
    public string Value { get; }

    internal static ReleaseKeyResult Read(JsonElement json) => new(json.GetProperty("value").GetString());
}
