using System.ComponentModel;

namespace Azure.Security.KeyVault.Keys;

/// <summary>How a released key is wrapped for the environment that it is released to.</summary>
public readonly struct KeyExportEncryptionAlgorithm : IEquatable<KeyExportEncryptionAlgorithm>
{
    private readonly string _value;

    /// <summary>Names a value as the service spells it, known to this library or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public KeyExportEncryptionAlgorithm(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>PKCS#11's CKM_RSA_AES_KEY_WRAP: RSA-OAEP with SHA-1, then AES key wrap with padding.</summary>
    public static KeyExportEncryptionAlgorithm CkmRsaAesKeyWrap { get; } = new("CKM_RSA_AES_KEY_WRAP");

    /// <summary>RSA-OAEP with SHA-256, then AES key wrap with padding.</summary>
    public static KeyExportEncryptionAlgorithm RsaAesKeyWrap256 { get; } = new("RSA_AES_KEY_WRAP_256");

    /// <summary>RSA-OAEP with SHA-384, then AES key wrap with padding.</summary>
    public static KeyExportEncryptionAlgorithm RsaAesKeyWrap384 { get; } = new("RSA_AES_KEY_WRAP_384");

    /// <summary>Turns the service's spelling into a value.</summary>
    public static implicit operator KeyExportEncryptionAlgorithm(string value) => new(value);

    public static bool operator ==(KeyExportEncryptionAlgorithm left, KeyExportEncryptionAlgorithm right) => left.Equals(right);

    public static bool operator !=(KeyExportEncryptionAlgorithm left, KeyExportEncryptionAlgorithm right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KeyExportEncryptionAlgorithm other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is KeyExportEncryptionAlgorithm other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>The value as the service spells it.</summary>
    public override string ToString() => _value;
}
