using System.Text;

namespace CcDemo.Consumer.Api;

/// <summary>A value of the topic as text: as it is when that is visible ASCII, else in base64. Makes no more text than is asked for. Pure.</summary>
internal static class SealedText
{
    private const int QuadBytes = 3;
    private const int QuadCharacters = 4;

    /// <summary>All of it.</summary>
    public static string Whole(byte[] value) => IsText(value) ? Encoding.ASCII.GetString(value) : Convert.ToBase64String(value);

    /// <summary>How many characters all of it has.</summary>
    public static int Length(byte[] value) => IsText(value) ? value.Length : Quads(value) * QuadCharacters;

    /// <summary>All of it, or about so many characters of its beginning and its end with an ellipsis between them.</summary>
    public static string Ends(byte[] value, int beginning, int end)
    {
        if (Length(value) <= beginning + end + 1)
        {
            return Whole(value);
        }

        var (first, last) = IsText(value)
            ? (Encoding.ASCII.GetString(value.AsSpan(0, beginning)), Encoding.ASCII.GetString(value.AsSpan(value.Length - end)))
            : (Convert.ToBase64String(value.AsSpan(0, beginning / QuadCharacters * QuadBytes)), Convert.ToBase64String(value.AsSpan(Math.Min(value.Length, (Quads(value) - end / QuadCharacters) * QuadBytes))));
        return $"{first}…{last}";
    }

    private static int Quads(byte[] value) => (value.Length + QuadBytes - 1) / QuadBytes;

    private static bool IsText(byte[] value) => !value.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~');
}
