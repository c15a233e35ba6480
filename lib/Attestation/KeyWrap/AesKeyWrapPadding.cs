using System.Security.Cryptography;

namespace CcDemo.Attestation;

/// <summary>AES key wrap with padding, RFC 5649.</summary>
public static class AesKeyWrapPadding
{
    /// <summary>Wraps data of any length from 1 byte.</summary>
    /// <param name="kek">The key-encryption key: 16, 24 or 32 bytes.</param>
    /// <param name="data">What is wrapped.</param>
    /// <returns>The data rounded up to 8 bytes, and 8 bytes more.</returns>
    /// <exception cref="CryptographicException">The key has another size, or there is no data.</exception>
    public static byte[] Wrap(ReadOnlySpan<byte> kek, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            throw new CryptographicException("There is nothing to wrap.");
        }

        using var aes = Create(kek);
        return aes.EncryptKeyWrapPadded(data);
    }

    /// <summary>Unwraps what <see cref="Wrap"/> made.</summary>
    /// <param name="kek">The key-encryption key: 16, 24 or 32 bytes.</param>
    /// <param name="wrapped">At least 16 bytes, a multiple of 8.</param>
    /// <returns>A pinned array: the garbage collector leaves no copies of it, and the caller can clear it for good.</returns>
    /// <exception cref="CryptographicException">The key is another one, or the wrapped data was changed.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> kek, ReadOnlySpan<byte> wrapped)
    {
        const int Block = 8;
        if (wrapped.Length < 2 * Block || wrapped.Length % Block != 0)
        {
            throw new CryptographicException("The wrapped data is not a multiple of 8 bytes and at least 16 bytes long.");
        }

        using var aes = Create(kek);
        var padded = GC.AllocateArray<byte>(wrapped.Length - Block, pinned: true);
        try
        {
            var size = aes.DecryptKeyWrapPadded(wrapped, padded);
            var data = GC.AllocateArray<byte>(size, pinned: true);
            padded.AsSpan(0, size).CopyTo(data);
            return data;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    private static Aes Create(ReadOnlySpan<byte> kek)
    {
        if (kek.Length is not (16 or 24 or 32))
        {
            throw new CryptographicException($"A key-encryption key has 16, 24 or 32 bytes, not {kek.Length}.");
        }

        var aes = Aes.Create();
        aes.SetKey(kek);
        return aes;
    }
}
