using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key of the vault: its properties and what the vault shows of its material.</summary>
public class KeyVaultKey
{
    /// <summary>A key of that name, to be filled in.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public KeyVaultKey(string name)
        => Properties = new KeyProperties(name);

    internal KeyVaultKey(KeyProperties properties, JsonWebKey key)
    {
        Properties = properties;
        Key = key;
    }

    /// <summary>The identifier of the key.</summary>
    public Uri Id => Properties.Id;

    /// <summary>The name of the key.</summary>
    public string Name => Properties.Name;

    /// <summary>The key material that the vault shows: the public half.</summary>
    public JsonWebKey Key { get; }

    /// <summary>The kind of the key.</summary>
    public KeyType KeyType => Key.KeyType;

    /// <summary>What the key may be used for.</summary>
    public IReadOnlyCollection<KeyOperation> KeyOperations => Key.KeyOps;

    /// <summary>All else that is known of the key.</summary>
    public KeyProperties Properties { get; }

    internal static KeyVaultKey Read(JsonElement json)
    {
        var properties = new KeyProperties();
        var key = new JsonWebKey();
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals("key"))
            {
                key = JsonWebKey.Read(property.Value);
                properties.TakeId(new Uri(key.Id));
            }
            else
            {
                properties.Read(property);
            }
        }

        return new KeyVaultKey(properties, key);
    }
}
