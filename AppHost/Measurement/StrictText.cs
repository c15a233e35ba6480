using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CcDemo.AppHost;

/// <summary>Text from bytes that must be UTF-8, and text of others made fit to be shown.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes UTF-8; a byte order mark stays in the text.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = _utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>The text on one line without control characters, cut to a length.</summary>
    public static string ForDisplay(string text, int maxLength = 200)
    {
        var shown = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return shown.Length <= maxLength ? shown : shown[..maxLength] + "...";
    }
}
