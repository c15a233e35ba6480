using System.Buffers;
using System.Buffers.Text;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Base64url as RFC 7515 §2 has it: no padding, no white space, and only the one spelling of each byte string.
/// A lenient decoder would accept a message that was changed on its way.
/// </summary>
internal static class StrictBase64Url
{
    /// <summary>Decodes text that fills the bytes exactly; false for any other.</summary>
    public static bool TryDecodeExactly(ReadOnlySpan<byte> text, Span<byte> bytes)
        => text.Length % 4 != 1
            && DecodedLength(text.Length) == bytes.Length
            && Base64Url.DecodeFromUtf8(text, bytes, out var read, out var written) == OperationStatus.Done
            && read == text.Length
            && written == bytes.Length
            && EndsCanonically(text, bytes);

    public static int DecodedLength(int characters) => (int)((long)characters * 3 / 4);

    /// <summary>The last character may carry bits that no byte uses; they have to be zero.</summary>
    private static bool EndsCanonically(ReadOnlySpan<byte> text, ReadOnlySpan<byte> bytes)
    {
        var rest = bytes.Length % 3;
        if (rest == 0)
        {
            return true;
        }

        Span<byte> again = stackalloc byte[4];
        var length = Base64Url.EncodeToUtf8(bytes[^rest..], again);
        return text.EndsWith(again[..length]);
    }
}
