using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>What an RSA key is to be like that the vault creates.</summary>
public class CreateRsaKeyOptions : CreateKeyOptions
{
    /// <summary>Options for an RSA key of that name.</summary>
    /// <param name="name">The name of the key.</param>
    /// <param name="hardwareProtected">Whether an HSM is to hold the key.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public CreateRsaKeyOptions(string name, bool hardwareProtected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        HardwareProtected = hardwareProtected;
        KeyType = hardwareProtected ? KeyType.RsaHsm : KeyType.Rsa;
    }

    /// <summary>The name of the key.</summary>
    public string Name { get; }

    /// <summary>The kind of the key: <see cref="KeyType.Rsa"/> or <see cref="KeyType.RsaHsm"/>.</summary>
    public KeyType KeyType { get; }

    /// <summary>Whether an HSM is to hold the key.</summary>
    public bool HardwareProtected { get; }

    /// <summary>The size in bits: 2048, 3072 or 4096; the service takes 2048 when it is not given.</summary>
    public int? KeySize { get; set; }

    /// <summary>The public exponent; the service takes 65537 when it is not given.</summary>
    public int? PublicExponent { get; set; }

    private protected override void WriteSize(Utf8JsonWriter json)
    {
        if (KeySize is { } size)
        {
            json.WriteNumber("key_size", size);
        }

        if (PublicExponent is { } exponent)
        {
            json.WriteNumber("public_exponent", exponent);
        }
    }
}
