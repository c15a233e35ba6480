using System.Buffers.Text;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>One AES-256 key with the header and encrypted key that all messages sealed with it begin with. Not thread-safe.</summary>
internal sealed class ContentEncryptionKey : IDisposable
{
    private readonly AesGcm _aes;
    private readonly byte[] _prefix;
    private readonly int _headerLength;

    private ContentEncryptionKey(AesGcm aes, byte[] prefix, int headerLength)
        => (_aes, _prefix, _headerLength) = (aes, prefix, headerLength);

    /// <summary>Messages sealed so far.</summary>
    public long Uses { get; private set; }

    /// <summary>A fresh random key, wrapped for the holder of the private key.</summary>
    public static ContentEncryptionKey Create(RSA publicKey, byte[] header)
    {
        Span<byte> key = stackalloc byte[JweLimits.ContentKeyBytes];
        try
        {
            RandomNumberGenerator.Fill(key);
            var wrapped = publicKey.Encrypt(key, RSAEncryptionPadding.OaepSHA256);

            var headerLength = Base64Url.GetEncodedLength(header.Length);
            var prefix = new byte[headerLength + 1 + Base64Url.GetEncodedLength(wrapped.Length)];
            Base64Url.EncodeToUtf8(header, prefix);
            prefix[headerLength] = (byte)'.';
            Base64Url.EncodeToUtf8(wrapped, prefix.AsSpan(headerLength + 1));
            return new ContentEncryptionKey(new AesGcm(key, JweLimits.TagBytes), prefix, headerLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>prefix.iv.ciphertext.tag, with the encoded header as additional data (RFC 7516 §5.1).</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        Uses++;
        var cipherLength = Base64Url.GetEncodedLength(plain.Length);
        var value = new byte[_prefix.Length + 1 + JweLimits.IvCharacters + 1 + cipherLength + 1 + JweLimits.TagCharacters];

        Span<byte> iv = stackalloc byte[JweLimits.IvBytes];
        Span<byte> tag = stackalloc byte[JweLimits.TagBytes];
        var cipher = new byte[plain.Length];
        RandomNumberGenerator.Fill(iv);
        _aes.Encrypt(iv, plain, cipher, tag, _prefix.AsSpan(0, _headerLength));

        var rest = value.AsSpan();
        _prefix.CopyTo(rest);
        rest = rest[_prefix.Length..];
        rest = AppendPart(rest, iv);
        rest = AppendPart(rest, cipher);
        AppendPart(rest, tag);
        return value;
    }

    public void Dispose() => _aes.Dispose();

    private static Span<byte> AppendPart(Span<byte> value, scoped ReadOnlySpan<byte> part)
    {
        value[0] = (byte)'.';
        var length = Base64Url.EncodeToUtf8(part, value[1..]);
        return value[(1 + length)..];
    }
}
