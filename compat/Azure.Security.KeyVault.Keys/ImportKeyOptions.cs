using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key that is brought to the vault, and what it is to be like there.</summary>
public class ImportKeyOptions
{
    /// <summary>Options for importing a key.</summary>
    /// <param name="name">The name that it gets.</param>
    /// <param name="keyMaterial">The key with its private half.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="keyMaterial"/> is null.</exception>
    public ImportKeyOptions(string name, JsonWebKey keyMaterial)
    {
        ArgumentNullException.ThrowIfNull(keyMaterial);
        Properties = new KeyProperties(name);
        Key = keyMaterial;
    }

    /// <summary>The name that the key gets.</summary>
    public string Name => Properties.Name;

    /// <summary>The key.</summary>
    public JsonWebKey Key { get; }

    /// <summary>Whether an HSM is to hold the key; the service decides when it is not given.</summary>
    public bool? HardwareProtected { get; set; }

    /// <summary>All else that the vault is to keep of the key.</summary>
    public KeyProperties Properties { get; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("key");
        Key.Write(json);
        json.WriteEndObject();
        if (HardwareProtected is { } hardware)
        {
            json.WriteBoolean("Hsm", hardware);
        }

        Properties.Write(json);
    }
}
