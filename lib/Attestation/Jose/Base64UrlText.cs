using System.Buffers.Text;

namespace CcDemo.Attestation;

/// <summary>Base64url (RFC 4648 section 5), written without padding and read with or without it.</summary>
public static class Base64UrlText
{
    /// <summary>Decodes padded or unpadded base64url.</summary>
    /// <exception cref="FormatException">The text is not base64url.</exception>
    public static byte[] Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Base64Url.DecodeFromChars(text);
    }

    /// <summary>Encodes without padding, as JOSE wants it.</summary>
    public static string Encode(ReadOnlySpan<byte> data) => Base64Url.EncodeToString(data);

    /// <summary>Encodes with padding, as the attestation service's own client does.</summary>
    public static string EncodePadded(ReadOnlySpan<byte> data)
    {
        var text = Base64Url.EncodeToString(data);
        return text.PadRight((text.Length + 3) / 4 * 4, '=');
    }
}
