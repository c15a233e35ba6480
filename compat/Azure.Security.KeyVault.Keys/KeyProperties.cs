using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>What is known of a key apart from its key material.</summary>
public class KeyProperties
{
    private readonly KeyAttributes _attributes = new();
    private Dictionary<string, string> _tags;

    /// <summary>Properties of the key of that name.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public KeyProperties(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Properties of the key with that identifier.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException">The identifier is not <c>https://HOST/keys/NAME[/VERSION]</c>.</exception>
    public KeyProperties(Uri id)
    {
        ArgumentNullException.ThrowIfNull(id);
        TakeId(id);
    }

    internal KeyProperties()
    {
    }

    /// <summary>The name of the key.</summary>
    public string Name { get; private set; }

    /// <summary>The identifier of the key.</summary>
    public Uri Id { get; private set; }

    /// <summary>The address of the vault.</summary>
    public Uri VaultUri { get; private set; }

    /// <summary>The version of the key.</summary>
    public string Version { get; private set; }

    /// <summary>Whether the key belongs to a certificate in the vault.</summary>
    public bool Managed { get; private set; }

    /// <summary>Names and values that the vault keeps with the key.</summary>
    public IDictionary<string, string> Tags => _tags ??= [];

    /// <summary>Whether the key can be used.</summary>
    public bool? Enabled { get => _attributes.Enabled; set => _attributes.Enabled = value; }

    /// <summary>Whether the private key may leave the vault.</summary>
    public bool? Exportable { get => _attributes.Exportable; set => _attributes.Exportable = value; }

    /// <summary>When the key may first be used.</summary>
    public DateTimeOffset? NotBefore { get => _attributes.NotBefore; set => _attributes.NotBefore = value; }

    /// <summary>When the key may no longer be used.</summary>
    public DateTimeOffset? ExpiresOn { get => _attributes.ExpiresOn; set => _attributes.ExpiresOn = value; }

    /// <summary>When the key was created.</summary>
    public DateTimeOffset? CreatedOn => _attributes.CreatedOn;

    /// <summary>When the key was last changed.</summary>
    public DateTimeOffset? UpdatedOn => _attributes.UpdatedOn;

    /// <summary>For how many days a deleted key can be recovered.</summary>
    public int? RecoverableDays => _attributes.RecoverableDays;

    /// <summary>What the vault does with a deleted key.</summary>
    public string RecoveryLevel => _attributes.RecoveryLevel;

    /// <summary>The platform of the HSM that holds the key.</summary>
    public string HsmPlatform => _attributes.HsmPlatform;

    /// <summary>The policy under which the key may leave the vault.</summary>
    public KeyReleasePolicy ReleasePolicy { get; set; }

    internal void Read(JsonProperty property)
    {
        switch (property.Name)
        {
            case "kid":
                TakeId(new Uri(property.Value.GetString()));
                break;
            case "managed":
                Managed = property.Value.GetBoolean();
                break;
            case "attributes":
                _attributes.Read(property.Value);
                break;
            case "tags":
                foreach (var tag in property.Value.EnumerateObject())
                {
                    Tags[tag.Name] = tag.Value.GetString();
                }

                break;
            case "release_policy":
                ReleasePolicy = KeyReleasePolicy.Read(property.Value);
                break;
        }
    }

    internal void TakeId(Uri id)
    {
        var identifier = KeyIdentifier.Parse(id);
        Id = id;
        VaultUri = identifier.VaultUri;
        Name = identifier.Name;
        Version = identifier.Version;
    }

    internal void Write(Utf8JsonWriter json)
    {
        _attributes.Write(json);
        KeyTags.Write(json, _tags);
        ReleasePolicy?.Write(json);
    }
}
