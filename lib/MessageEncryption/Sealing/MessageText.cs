using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CcDemo.MessageEncryption;

/// <summary>Text to bytes, strictly: what is not well-formed is refused, not replaced.</summary>
internal static class MessageText
{
    /// <summary>Bytes that the text needs at most.</summary>
    public static int MaxBytes(string text) => Encoding.UTF8.GetMaxByteCount(text.Length);

    /// <summary>Refuses a text that is too long whatever its characters are, so that nothing is set aside for it.</summary>
    public static void CheckLength(string text, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > maxBytes)
        {
            CheckLength(Encoding.UTF8.GetByteCount(text), maxBytes, nameof(text));
        }
    }

    public static void CheckLength(int bytes, int maxBytes, string parameter)
    {
        if (bytes > maxBytes)
        {
            throw new ArgumentException($"The text has {bytes} bytes; {maxBytes} fit into one message.", parameter);
        }
    }

    /// <summary>Writes the text into a buffer of <see cref="MaxBytes"/>.</summary>
    /// <returns>How many bytes it wrote.</returns>
    public static int Write(string text, Span<byte> buffer, int maxBytes)
    {
        if (Utf8.FromUtf16(text, buffer, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new ArgumentException("The text holds half a surrogate pair and cannot be written as UTF-8.", nameof(text));
        }

        CheckLength(written, maxBytes, nameof(text));
        return written;
    }
}
