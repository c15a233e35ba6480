using System.Security.Cryptography;

namespace CcDemo.Attestation;

/// <summary>The names of the key-wrap algorithms on the wire.</summary>
public static class KeyWrapAlgorithms
{
    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The name is none of the three.</exception>
    public static KeyWrapAlgorithm Parse(string? name)
        => TryParse(name, out var algorithm)
            ? algorithm
            : throw new FormatException($"The key-wrap algorithm '{name}' is not CKM_RSA_AES_KEY_WRAP, RSA_AES_KEY_WRAP_256 or RSA_AES_KEY_WRAP_384.");

    /// <summary>Reads a name; false when it is none of the three.</summary>
    public static bool TryParse(string? name, out KeyWrapAlgorithm algorithm)
    {
        (var known, algorithm) = name switch
        {
            "CKM_RSA_AES_KEY_WRAP" => (true, KeyWrapAlgorithm.CkmRsaAesKeyWrap),
            "RSA_AES_KEY_WRAP_256" => (true, KeyWrapAlgorithm.RsaAesKeyWrap256),
            "RSA_AES_KEY_WRAP_384" => (true, KeyWrapAlgorithm.RsaAesKeyWrap384),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The name on the wire.</summary>
    public static string ToName(this KeyWrapAlgorithm algorithm) => algorithm switch
    {
        KeyWrapAlgorithm.CkmRsaAesKeyWrap => "CKM_RSA_AES_KEY_WRAP",
        KeyWrapAlgorithm.RsaAesKeyWrap256 => "RSA_AES_KEY_WRAP_256",
        KeyWrapAlgorithm.RsaAesKeyWrap384 => "RSA_AES_KEY_WRAP_384",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Unknown key-wrap algorithm."),
    };

    internal static RSAEncryptionPadding ToPadding(this KeyWrapAlgorithm algorithm) => algorithm switch
    {
        KeyWrapAlgorithm.CkmRsaAesKeyWrap => RSAEncryptionPadding.OaepSHA1,
        KeyWrapAlgorithm.RsaAesKeyWrap256 => RSAEncryptionPadding.OaepSHA256,
        KeyWrapAlgorithm.RsaAesKeyWrap384 => RSAEncryptionPadding.OaepSHA384,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Unknown key-wrap algorithm."),
    };
}
