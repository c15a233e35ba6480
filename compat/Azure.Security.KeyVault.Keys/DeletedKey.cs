using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key that was deleted and can still be recovered.</summary>
public class DeletedKey : KeyVaultKey
{
    private DeletedKey(KeyVaultKey key)
        : base(key.Properties, key.Key)
    {
    }

    /// <summary>The identifier by which the key is recovered; null in a vault that keeps nothing.</summary>
    public Uri RecoveryId { get; private set; }

    /// <summary>When the key was deleted.</summary>
    public DateTimeOffset? DeletedOn { get; private set; }

    /// <summary>When the key can no longer be recovered.</summary>
    public DateTimeOffset? ScheduledPurgeDate { get; private set; }

    internal static new DeletedKey Read(JsonElement json)
    {
        var key = new DeletedKey(KeyVaultKey.Read(json));
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "recoveryId":
                    key.RecoveryId = new Uri(property.Value.GetString());
                    break;
                case "deletedDate":
                    key.DeletedOn = DateTimeOffset.FromUnixTimeSeconds(property.Value.GetInt64());
                    break;
                case "scheduledPurgeDate":
                    key.ScheduledPurgeDate = DateTimeOffset.FromUnixTimeSeconds(property.Value.GetInt64());
                    break;
            }
        }

        return key;
    }
}
