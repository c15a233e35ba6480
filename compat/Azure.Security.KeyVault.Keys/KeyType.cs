using System.ComponentModel;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The kind of a key (<c>kty</c>, RFC 7517 §4.1 with the service's HSM kinds).</summary>
public readonly struct KeyType : IEquatable<KeyType>
{
    private readonly string _value;

    /// <summary>Names a value as the service spells it, known to this library or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public KeyType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>An elliptic-curve key.</summary>
    public static KeyType Ec { get; } = new("EC");

    /// <summary>An elliptic-curve key in an HSM.</summary>
    public static KeyType EcHsm { get; } = new("EC-HSM");

    /// <summary>An RSA key.</summary>
    public static KeyType Rsa { get; } = new("RSA");

    /// <summary>An RSA key in an HSM.</summary>
    public static KeyType RsaHsm { get; } = new("RSA-HSM");

    /// <summary>A symmetric key.</summary>
    public static KeyType Oct { get; } = new("oct");

    /// <summary>A symmetric key in an HSM.</summary>
    public static KeyType OctHsm { get; } = new("oct-HSM");

    /// <summary>Turns the service's spelling into a value.</summary>
    public static implicit operator KeyType(string value) => new(value);

    public static bool operator ==(KeyType left, KeyType right) => left.Equals(right);

    public static bool operator !=(KeyType left, KeyType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KeyType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is KeyType other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>The value as the service spells it.</summary>
    public override string ToString() => _value;
}
