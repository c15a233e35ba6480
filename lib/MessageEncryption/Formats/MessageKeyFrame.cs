using System.Buffers.Text;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// The line that stands before the text of a message whose Kafka key is bound: the key's SHA-256 in base64url, or nothing for
/// a message without a key, and a line feed. It is encrypted and authenticated like the text.
/// </summary>
internal static class MessageKeyFrame
{
    /// <summary>Bytes of the longest line.</summary>
    public const int MaxBytes = DigestCharacters + 1;

    private const int DigestCharacters = 43;
    private const byte LineFeed = (byte)'\n';

    /// <summary>Writes the line for a key; null is a message without one.</summary>
    /// <returns>Its length in bytes.</returns>
    public static int Write(byte[]? messageKey, Span<byte> line)
    {
        var length = 0;
        if (messageKey is not null)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(messageKey, digest);
            length = Base64Url.EncodeToUtf8(digest, line);
        }

        line[length] = LineFeed;
        return length + 1;
    }

    /// <summary>Whether content begins with the line for this key, and how long that line is.</summary>
    public static bool IsBefore(ReadOnlySpan<byte> content, byte[]? messageKey, out int length)
    {
        Span<byte> line = stackalloc byte[MaxBytes];
        length = Write(messageKey, line);
        return content.StartsWith(line[..length]);
    }
}
