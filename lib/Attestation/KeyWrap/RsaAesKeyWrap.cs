using System.Security.Cryptography;

namespace CcDemo.Attestation;

/// <summary>
/// The two-step wrap of released keys: a fresh AES-256 key under RSA-OAEP, followed by the material under
/// AES key wrap with padding (PKCS#11 <c>CKM_RSA_AES_KEY_WRAP</c>).
/// </summary>
public static class RsaAesKeyWrap
{
    private const int KekSize = 32;

    /// <summary>Wraps material to the holder of an RSA private key.</summary>
    /// <param name="target">The public key, 2048 bits or more.</param>
    /// <param name="algorithm">The hash of the OAEP step.</param>
    /// <param name="material">PKCS#8 of an RSA or EC key, or a raw symmetric key.</param>
    /// <exception cref="CryptographicException">The public key is too small or there is no material.</exception>
    public static byte[] Wrap(RSA target, KeyWrapAlgorithm algorithm, ReadOnlySpan<byte> material)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.KeySize < 2048)
        {
            throw new CryptographicException($"An RSA key of {target.KeySize} bits is too small to wrap another key; 2048 is the least.");
        }

        Span<byte> kek = stackalloc byte[KekSize];
        try
        {
            RandomNumberGenerator.Fill(kek);
            return [.. target.Encrypt(kek, algorithm.ToPadding()), .. AesKeyWrapPadding.Wrap(kek, material)];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(kek);
        }
    }

    /// <summary>Unwraps what <see cref="Wrap"/> made; the caller clears the material after use.</summary>
    /// <param name="privateKey">The private key that the material was wrapped to.</param>
    /// <param name="algorithm">The hash of the OAEP step.</param>
    /// <param name="wrapped">As many bytes as the RSA modulus has, then the AES-wrapped material.</param>
    /// <returns>A pinned array: the garbage collector leaves no copies of it.</returns>
    /// <exception cref="CryptographicException">It was wrapped to another key or by another algorithm, or was changed.</exception>
    public static byte[] Unwrap(RSA privateKey, KeyWrapAlgorithm algorithm, ReadOnlySpan<byte> wrapped)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        var first = (privateKey.KeySize + 7) / 8;
        if (wrapped.Length <= first)
        {
            throw new CryptographicException($"The wrapped key has {wrapped.Length} bytes; the RSA part alone has {first}.");
        }

        // As large as the modulus, so that the platform decrypts right into it instead of into a buffer of its own.
        var kek = GC.AllocateArray<byte>(first, pinned: true);
        try
        {
            var size = privateKey.Decrypt(wrapped[..first], kek, algorithm.ToPadding());
            return AesKeyWrapPadding.Unwrap(kek.AsSpan(0, size), wrapped[first..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(kek);
        }
    }
}
