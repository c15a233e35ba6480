using System.Buffers;
using System.Buffers.Text;

namespace CcDemo.MessageEncryption;

/// <summary>What a sealed value says of itself without being opened: nothing of it is authenticated yet.</summary>
/// <param name="Format">The form it has.</param>
/// <param name="KeyId">The <c>kid</c> of its header; null for a form that has none or a header that cannot be read.</param>
public sealed record SealedForm(MessageFormat Format, string? KeyId)
{
    private const int SmallestRsaBytes = RsaKeyRules.MinimumBits / 8;
    private const int LargestRsaBytes = RsaKeyRules.MaximumBits / 8;

    /// <summary>The form of a value from the topic, or null when it is none that this project knows.</summary>
    public static SealedForm? Recognize(ReadOnlySpan<byte> value)
    {
        if (JweParts.TrySplit(value, out var parts))
        {
            return new SealedForm(MessageFormat.Jwe, KeyIdOf(value[parts.Header]));
        }

        return TryDecodeRsaOaep(value) is null ? null : new SealedForm(MessageFormat.RsaOaep, null);
    }

    /// <summary>The RSA ciphertext of a value in the original demo's form, or null.</summary>
    internal static byte[]? TryDecodeRsaOaep(ReadOnlySpan<byte> value)
    {
        if (value.Length % 4 != 0 || value.Length > Base64.GetMaxEncodedToUtf8Length(LargestRsaBytes))
        {
            return null;
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        var status = Base64.DecodeFromUtf8(value, bytes, out var read, out var written);
        if (status != OperationStatus.Done || read != value.Length || written < SmallestRsaBytes || written % 8 != 0)
        {
            return null;
        }

        // White space and spare bits are spellings that the original never writes.
        Span<byte> again = new byte[value.Length];
        var same = Base64.EncodeToUtf8(bytes.AsSpan(0, written), again, out _, out var length) == OperationStatus.Done
            && value.SequenceEqual(again[..length]);
        return same ? bytes[..written] : null;
    }

    private static string? KeyIdOf(ReadOnlySpan<byte> header)
    {
        if (header.Length > JweLimits.HeaderCharacters)
        {
            return null;
        }

        var json = new byte[StrictBase64Url.DecodedLength(header.Length)];
        return StrictBase64Url.TryDecode(header, json, out _) ? JweHeader.TryRead(json, out _)?.KeyId : null;
    }
}
