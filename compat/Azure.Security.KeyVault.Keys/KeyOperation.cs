using System.ComponentModel;

namespace Azure.Security.KeyVault.Keys;

/// <summary>What a key may be used for (<c>key_ops</c>, RFC 7517 §4.3).</summary>
public readonly struct KeyOperation : IEquatable<KeyOperation>
{
    private readonly string _value;

    /// <summary>Names a value as the service spells it, known to this library or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public KeyOperation(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Encrypt content.</summary>
    public static KeyOperation Encrypt { get; } = new("encrypt");

    /// <summary>Decrypt content.</summary>
    public static KeyOperation Decrypt { get; } = new("decrypt");

    /// <summary>Sign.</summary>
    public static KeyOperation Sign { get; } = new("sign");

    /// <summary>Verify a signature.</summary>
    public static KeyOperation Verify { get; } = new("verify");

    /// <summary>Wrap another key.</summary>
    public static KeyOperation WrapKey { get; } = new("wrapKey");

    /// <summary>Unwrap another key.</summary>
    public static KeyOperation UnwrapKey { get; } = new("unwrapKey");

    /// <summary>Be imported as part of another key.</summary>
    public static KeyOperation Import { get; } = new("import");

    /// <summary>Turns the service's spelling into a value.</summary>
    public static implicit operator KeyOperation(string value) => new(value);

    public static bool operator ==(KeyOperation left, KeyOperation right) => left.Equals(right);

    public static bool operator !=(KeyOperation left, KeyOperation right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KeyOperation other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is KeyOperation other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>The value as the service spells it.</summary>
    public override string ToString() => _value;
}
