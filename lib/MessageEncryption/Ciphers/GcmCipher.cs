using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>AES-256-GCM for one thread at a time, with random IVs drawn some dozens at once: each draw costs as much as encrypting a kilobyte.</summary>
internal sealed class GcmCipher(byte[] key) : IDisposable
{
    private const int IvsAtOnce = 64;

    private readonly AesGcm _aes = new(key, JweLimits.TagBytes);
    private readonly byte[] _ivs = new byte[IvsAtOnce * JweLimits.IvBytes];
    private int _used = IvsAtOnce;

    /// <summary>Encrypts in place under a random IV that is used for nothing else.</summary>
    public void Encrypt(Span<byte> content, Span<byte> iv, Span<byte> tag, ReadOnlySpan<byte> header)
    {
        if (_used == IvsAtOnce)
        {
            RandomNumberGenerator.Fill(_ivs);
            _used = 0;
        }

        _ivs.AsSpan(_used++ * JweLimits.IvBytes, JweLimits.IvBytes).CopyTo(iv);
        _aes.Encrypt(iv, content, content, tag, header);
    }

    /// <summary>Decrypts in place.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The message does not authenticate; the content is cleared.</exception>
    public void Decrypt(Span<byte> content, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> header)
        => _aes.Decrypt(iv, content, tag, content, header);

    public void Dispose() => _aes.Dispose();
}
