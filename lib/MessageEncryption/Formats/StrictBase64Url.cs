using System.Buffers;
using System.Buffers.Text;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Base64url as RFC 7515 §2 has it: no padding, no white space, and only the one spelling of each byte string.
/// A lenient decoder would accept a message that was changed on its way.
/// </summary>
internal static class StrictBase64Url
{
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int written)
    {
        written = 0;
        if (text.Length % 4 == 1 || bytes.Length < DecodedLength(text.Length))
        {
            return false;
        }

        var status = Base64Url.DecodeFromUtf8(text, bytes, out var read, out written);
        return status == OperationStatus.Done
            && read == text.Length
            && written == DecodedLength(text.Length)
            && EndsCanonically(text, bytes[..written]);
    }

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
