using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The <c>attributes</c> object of a key; times are Unix seconds on the wire.</summary>
internal sealed class KeyAttributes
{
    public bool? Enabled { get; set; }

    public bool? Exportable { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public DateTimeOffset? CreatedOn { get; private set; }

    public DateTimeOffset? UpdatedOn { get; private set; }

    public int? RecoverableDays { get; private set; }

    public string RecoveryLevel { get; private set; }

    public string HsmPlatform { get; private set; }

    public void Read(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "enabled":
                    Enabled = property.Value.GetBoolean();
                    break;
                case "exportable":
                    Exportable = property.Value.GetBoolean();
                    break;
                case "nbf":
                    NotBefore = ReadTime(property);
                    break;
                case "exp":
                    ExpiresOn = ReadTime(property);
                    break;
                case "created":
                    CreatedOn = ReadTime(property);
                    break;
                case "updated":
                    UpdatedOn = ReadTime(property);
                    break;
                case "recoverableDays":
                    RecoverableDays = property.Value.GetInt32();
                    break;
                case "recoveryLevel":
                    RecoveryLevel = property.Value.GetString();
                    break;
                case "hsmPlatform":
                    HsmPlatform = property.Value.GetString();
                    break;
            }
        }
    }

    /// <summary>Writes what a caller may set, and nothing at all when nothing is set.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Enabled is null && Exportable is null && NotBefore is null && ExpiresOn is null)
        {
            return;
        }

        json.WriteStartObject("attributes");
        if (Enabled is { } enabled)
        {
            json.WriteBoolean("enabled", enabled);
        }

        if (NotBefore is { } notBefore)
        {
            json.WriteNumber("nbf", notBefore.ToUnixTimeSeconds());
        }

        if (ExpiresOn is { } expires)
        {
            json.WriteNumber("exp", expires.ToUnixTimeSeconds());
        }

        if (Exportable is { } exportable)
        {
            json.WriteBoolean("exportable", exportable);
        }

        json.WriteEndObject();
    }

    private static DateTimeOffset ReadTime(JsonProperty property) => DateTimeOffset.FromUnixTimeSeconds(property.Value.GetInt64());
}
