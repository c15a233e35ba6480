using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>An unwrapped content key under the exact header and encrypted key that it came in. Thread-safe.</summary>
internal sealed class ContentKey(byte[] prefix, JweHeader header, SharedAesGcm aes, long addedAt) : IDisposable
{
    /// <summary>The encoded header, a dot and the encoded encrypted key.</summary>
    public byte[] Prefix { get; } = prefix;

    /// <summary>The id of the key that unwrapped it.</summary>
    public string KeyId { get; } = header.KeyId;

    /// <summary>Whether the header says that a <see cref="MessageKeyFrame"/> stands before the text.</summary>
    public bool BindsMessageKey { get; } = header.BindsMessageKey;

    /// <summary>When it was unwrapped, as a timestamp of the cache's clock.</summary>
    public long AddedAt { get; } = addedAt;

    /// <summary>Decrypts in place. False when the message does not authenticate; null when the key is gone already.</summary>
    public bool? TryDecrypt(ReadOnlySpan<byte> iv, Span<byte> content, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> encodedHeader)
    {
        if (!aes.TryBorrow(out var cipher))
        {
            return null;
        }

        try
        {
            cipher.Decrypt(content, iv, tag, encodedHeader);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            aes.GiveBack(cipher);
        }
    }

    public void Dispose() => aes.Dispose();
}
