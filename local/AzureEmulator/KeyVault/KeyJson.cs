using System.Text.Json;
using CcDemo.AzureEmulator.Json;
using CcDemo.AzureEmulator.Listeners;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>Writes keys as the vault shows them.</summary>
internal sealed class KeyJson(ListenerAddresses addresses)
{
    public string Id(string name) => $"{addresses.Vault}/keys/{name}";

    public string Id(string name, string version) => $"{addresses.Vault}/keys/{name}/{version}";

    /// <summary>A key with its public half.</summary>
    public byte[] Bundle(VaultKey key, KeyVersion version) => Utf8JsonObject.Write(json => WriteBundle(json, key, version));

    /// <summary>A deleted key, with what tells how it is recovered and until when.</summary>
    public byte[] DeletedBundle(DeletedVaultKey deleted) => Utf8JsonObject.Write(json =>
    {
        json.WriteString("recoveryId", $"{addresses.Vault}/deletedkeys/{deleted.Key.Name}");
        json.WriteNumber("deletedDate", deleted.Deleted.ToUnixTimeSeconds());
        json.WriteNumber("scheduledPurgeDate", deleted.Purge.ToUnixTimeSeconds());
        WriteBundle(json, deleted.Key, deleted.Key.Latest);
    });

    /// <summary>The members of a key with its public half, and with more members of its own in the JWK.</summary>
    public void WriteBundle(Utf8JsonWriter json, VaultKey key, KeyVersion version, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject("key");
        json.WriteString("kid", Id(key.Name, version.Version));
        json.WriteString("kty", version.Material.KeyType);
        json.WriteStartArray("key_ops");
        foreach (var operation in version.Operations)
        {
            json.WriteStringValue(operation);
        }

        json.WriteEndArray();
        version.Material.WritePublic(json);
        more?.Invoke(json);
        json.WriteEndObject();
        WriteProperties(json, key, version);
    }

    /// <summary>The public half of a version, for whoever seals messages.</summary>
    public void WritePublished(Utf8JsonWriter json, VaultKey key, KeyVersion version)
    {
        json.WriteStartObject();
        json.WriteString("kid", Id(key.Name, version.Version));
        json.WriteString("kty", "RSA");
        json.WriteString("use", "enc");
        json.WriteNumber("iat", version.Created.ToUnixTimeSeconds());
        version.Material.WritePublic(json);
        json.WriteEndObject();
    }

    /// <summary>A key in a list: without its material.</summary>
    public void WriteItem(Utf8JsonWriter json, VaultKey key, KeyVersion version, bool withVersion)
    {
        json.WriteStartObject();
        json.WriteString("kid", withVersion ? Id(key.Name, version.Version) : Id(key.Name));
        WriteProperties(json, key, version);
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, VaultKey key, KeyVersion version)
    {
        json.WriteStartObject("attributes");
        json.WriteBoolean("enabled", version.Enabled);
        WriteTime("nbf", version.NotBefore);
        WriteTime("exp", version.Expires);
        WriteTime("created", version.Created);
        WriteTime("updated", version.Updated);
        json.WriteString("recoveryLevel", "Recoverable+Purgeable");
        json.WriteNumber("recoverableDays", 90);
        json.WriteBoolean("exportable", version.Exportable);
        json.WriteEndObject();
        if (version.Tags.Count > 0)
        {
            json.WriteStartObject("tags");
            foreach (var (name, value) in version.Tags)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (version.Exportable)
        {
            key.ReleasePolicy?.Write(json);
        }

        void WriteTime(string name, DateTimeOffset? at)
        {
            if (at is { } moment)
            {
                json.WriteNumber(name, moment.ToUnixTimeSeconds());
            }
        }
    }
}
