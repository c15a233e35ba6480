using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Keys;

/// <summary>A JSON Web Key as somebody publishes it, and whether messages may be sealed with it. Pure.</summary>
internal sealed record PublishedKey
{
    private const int LongestKeyId = 256;

    /// <summary>Its <c>kid</c>; NAME/VERSION where it is the address of a vault's key; empty when it has none that can be used.</summary>
    public string KeyId { get; private init; } = "";

    /// <summary>The key; null when it is unfit.</summary>
    public string? Pem { get; private init; }

    /// <summary>When it was issued (<c>iat</c>), where that is said.</summary>
    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary>Why messages may not be sealed with it, the second half of a sentence; null when they may.</summary>
    public string? Unfit { get; private init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It carries secret values: whoever hands out such a document is not to be followed at all.</exception>
    public static PublishedKey Read(JsonElement json, DateTimeOffset now)
    {
        if (TryParse(json) is not { } key)
        {
            return new PublishedKey { Unfit = "is not a JSON Web Key" };
        }

        if (key.HasPrivateKey || key.P is not null || key.Q is not null || key.DP is not null || key.DQ is not null || key.QI is not null)
        {
            throw new FormatException("it holds a private key; whoever seals messages must have the public key only");
        }

        var published = new PublishedKey { KeyId = KeyIdOf(key.Kid), IssuedAt = TimeOf(json, "iat") };
        return (WrongPurpose(key) ?? WrongTime(json, now)) is { } unfit ? published with { Unfit = unfit } : published.WithMaterial(key);
    }

    /// <summary>The key, unfit when messages are to name it and it has no name.</summary>
    public PublishedKey WithKeyId() => KeyId.Length > 0 || Unfit is not null ? this : this with { Unfit = "has no usable 'kid'" };

    /// <summary>Whether an id, as settings spell it, means this key.</summary>
    public bool IsNamed(string keyId) => KeyId.Length > 0 && KeyId == KeyIdOf(keyId);

    private static Jwk? TryParse(JsonElement json)
    {
        try
        {
            return Jwk.Parse(json);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private PublishedKey WithMaterial(Jwk key)
    {
        try
        {
            using var rsa = key.ToRsa();
            var pem = rsa.ExportSubjectPublicKeyInfoPem();
            using var usable = PublicKeyPem.Read(pem);
            return this with { Pem = pem };
        }
        catch (Exception e) when (e is FormatException or CryptographicException or ArgumentException)
        {
            return this with { Unfit = $"cannot be used ({(e is FormatException ? e.Message.TrimEnd('.') : "it is not an RSA public key")})" };
        }
    }

    private static string? WrongPurpose(Jwk key) => key switch
    {
        { Kty: not ("RSA" or "RSA-HSM") } => "is not an RSA key",
        { Use: not (null or "enc") } => "is not for encryption ('use')",
        { KeyOps: { } operations } when !operations.Any(operation => operation is "encrypt" or "wrapKey") => "is not for encryption ('key_ops')",
        { Alg: not (null or "RSA-OAEP-256") } => "is not for RSA-OAEP-256 ('alg')",
        _ => null,
    };

    private static string? WrongTime(JsonElement json, DateTimeOffset now)
        => TimeOf(json, "nbf") > now ? "is not valid yet ('nbf')"
            : TimeOf(json, "exp") <= now ? "has expired ('exp')"
            : json.TryGetProperty("revoked", out var revoked) && revoked.ValueKind != JsonValueKind.Null ? "was revoked"
            : null;

    /// <summary>Seconds since 1970, as JSON Web Tokens count (RFC 7519 §2).</summary>
    private static DateTimeOffset? TimeOf(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static string KeyIdOf(string? kid)
        => kid is null || kid.Length > LongestKeyId || kid.Any(char.IsControl) ? ""
            : VaultKeyAddress.TryParse(kid, out var address) && address.Version is not null ? address.KeyId
            : kid;
}
