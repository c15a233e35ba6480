using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>Which RSA keys messages may be sealed with.</summary>
internal static class RsaKeyRules
{
    public const int MinimumBits = 2048;
    public const int MaximumBits = 16384;

    /// <summary>Refuses a key that is too small to protect anything, or of a size that nobody uses.</summary>
    public static void Check(RSA key, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        if (key.KeySize is < MinimumBits or > MaximumBits || key.KeySize % 64 != 0)
        {
            throw new ArgumentException($"The RSA key has {key.KeySize} bits; use one of {MinimumBits} to {MaximumBits} bits, such as 3072.", parameter);
        }
    }
}
