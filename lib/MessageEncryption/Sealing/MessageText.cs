using System.Text;

namespace CcDemo.MessageEncryption;

/// <summary>Text to bytes and back, strictly: what is not well-formed is refused, not replaced.</summary>
internal static class MessageText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] ToBytes(string text, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes;
        try
        {
            bytes = Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The text holds half a surrogate pair and cannot be written as UTF-8.", nameof(text));
        }

        return bytes.Length <= maxBytes
            ? bytes
            : throw new ArgumentException($"The text has {bytes.Length} bytes; {maxBytes} fit into one message.", nameof(text));
    }

    public static string? FromBytes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
