using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// One AES-256 key with the header and encrypted key that all messages sealed with it begin with, for a number of messages.
/// Thread-safe.
/// </summary>
internal sealed class ContentEncryptionKey : IDisposable
{
    private readonly SharedAesGcm _aes;
    private readonly byte[] _prefix;
    private readonly int _headerLength;
    private readonly long _maxUses;
    private long _uses;

    private ContentEncryptionKey(SharedAesGcm aes, byte[] prefix, int headerLength, long maxUses, long createdAt)
        => (_aes, _prefix, _headerLength, _maxUses, CreatedAt) = (aes, prefix, headerLength, maxUses, createdAt);

    /// <summary>When it was made, as a timestamp of the sealer's clock.</summary>
    public long CreatedAt { get; }

    /// <summary>A fresh random key, wrapped for the holder of the private key.</summary>
    public static ContentEncryptionKey Create(RSA publicKey, byte[] header, long maxUses, long createdAt)
    {
        Span<byte> key = stackalloc byte[JweLimits.ContentKeyBytes];
        try
        {
            RandomNumberGenerator.Fill(key);
            var wrapped = publicKey.Encrypt(key, RSAEncryptionPadding.OaepSHA256);

            var headerLength = Base64Url.GetEncodedLength(header.Length);
            var prefix = new byte[headerLength + 1 + Base64Url.GetEncodedLength(wrapped.Length) + 1];
            Base64Url.EncodeToUtf8(header, prefix);
            prefix[headerLength] = (byte)'.';
            Base64Url.EncodeToUtf8(wrapped, prefix.AsSpan(headerLength + 1));
            prefix[^1] = (byte)'.';
            return new ContentEncryptionKey(new SharedAesGcm(key), prefix, headerLength, maxUses, createdAt);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Bytes of the value that content of a length is sealed into.</summary>
    public int ValueLength(int contentLength)
        => _prefix.Length + JweLimits.IvCharacters + 1 + Base64Url.GetEncodedLength(contentLength) + 1 + JweLimits.TagCharacters;

    /// <summary>Counts one message; false when the key has sealed its number, or is gone.</summary>
    public bool TryBeginMessage([NotNullWhen(true)] out GcmCipher? cipher)
    {
        cipher = null;
        return Interlocked.Increment(ref _uses) <= _maxUses && _aes.TryBorrow(out cipher);
    }

    /// <summary>
    /// Writes prefix.iv.ciphertext.tag, with the encoded header as additional data (RFC 7516 §5.1), and gives the cipher back.
    /// Encrypts in place: the content is no longer there afterwards.
    /// </summary>
    public void EndMessage(GcmCipher cipher, Span<byte> content, Span<byte> value)
    {
        Span<byte> iv = stackalloc byte[JweLimits.IvBytes];
        Span<byte> tag = stackalloc byte[JweLimits.TagBytes];
        try
        {
            cipher.Encrypt(content, iv, tag, _prefix.AsSpan(0, _headerLength));
        }
        finally
        {
            _aes.GiveBack(cipher);
        }

        var cipherLength = Base64Url.GetEncodedLength(content.Length);
        _prefix.CopyTo(value);
        value = value[_prefix.Length..];
        Base64Url.EncodeToUtf8(iv, value);
        value[JweLimits.IvCharacters] = (byte)'.';
        value = value[(JweLimits.IvCharacters + 1)..];
        Base64Url.EncodeToUtf8(content, value);
        value[cipherLength] = (byte)'.';
        Base64Url.EncodeToUtf8(tag, value[(cipherLength + 1)..]);
    }

    public void Dispose() => _aes.Dispose();
}
