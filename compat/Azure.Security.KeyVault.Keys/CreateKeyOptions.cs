using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>What a key is to be like that the vault creates.</summary>
public class CreateKeyOptions
{
    private readonly KeyAttributes _attributes = new();
    private Dictionary<string, string> _tags;

    /// <summary>What the key may be used for; empty = all that its kind can do.</summary>
    public IList<KeyOperation> KeyOperations { get; } = [];

    /// <summary>When the key may first be used.</summary>
    public DateTimeOffset? NotBefore { get => _attributes.NotBefore; set => _attributes.NotBefore = value; }

    /// <summary>When the key may no longer be used.</summary>
    public DateTimeOffset? ExpiresOn { get => _attributes.ExpiresOn; set => _attributes.ExpiresOn = value; }

    /// <summary>Whether the key can be used; the service takes true when it is not given.</summary>
    public bool? Enabled { get => _attributes.Enabled; set => _attributes.Enabled = value; }

    /// <summary>Whether the private key may leave the vault; it then needs a <see cref="ReleasePolicy"/>.</summary>
    public bool? Exportable { get => _attributes.Exportable; set => _attributes.Exportable = value; }

    /// <summary>The policy under which the key may leave the vault.</summary>
    public KeyReleasePolicy ReleasePolicy { get; set; }

    /// <summary>Names and values that the vault keeps with the key.</summary>
    public IDictionary<string, string> Tags => _tags ??= [];

    internal void Write(Utf8JsonWriter json, KeyType keyType)
    {
        json.WriteString("kty", keyType.ToString());
        WriteSize(json);
        Keys.KeyOperations.Write(json, KeyOperations);
        _attributes.Write(json);
        KeyTags.Write(json, _tags);
        ReleasePolicy?.Write(json);
    }

    private protected virtual void WriteSize(Utf8JsonWriter json)
    {
    }
}
