using System.Buffers;
using System.Buffers.Text;

namespace CcDemo.MessageEncryption;

/// <summary>What a sealed value says of itself without being opened: nothing of it is authenticated yet.</summary>
/// <param name="Format">The form it has.</param>
/// <param name="KeyId">The <c>kid</c> of its header; null for a form that has none or a header that cannot be read.</param>
public sealed record SealedForm(MessageFormat Format, string? KeyId)
{
    internal const int LargestRsaBytes = RsaKeyRules.MaximumBits / 8;
    private const int SmallestRsaBytes = RsaKeyRules.MinimumBits / 8;

    private static readonly SealedForm RsaOaepForm = new(MessageFormat.RsaOaep, null);

    /// <summary>Messages in a row mostly share their header, which need not be read again.</summary>
    private static KnownHeader? _latest;

    /// <summary>The form of a value from the topic, or null when it is none that this project knows.</summary>
    public static SealedForm? Recognize(ReadOnlySpan<byte> value)
    {
        if (JweParts.TrySplit(value, out var parts))
        {
            return JweFormOf(value[parts.Header]);
        }

        Span<byte> block = stackalloc byte[LargestRsaBytes];
        return TryDecodeRsaOaep(value, block, out _) ? RsaOaepForm : null;
    }

    /// <summary>Decodes the RSA ciphertext of a value in the original demo's form; false when it has another.</summary>
    internal static bool TryDecodeRsaOaep(ReadOnlySpan<byte> value, Span<byte> block, out int length)
    {
        length = 0;
        if (value.Length % 4 != 0 || value.Length > Base64.GetMaxEncodedToUtf8Length(LargestRsaBytes))
        {
            return false;
        }

        var status = Base64.DecodeFromUtf8(value, block, out var read, out length);
        if (status != OperationStatus.Done || read != value.Length || length < SmallestRsaBytes || length % 8 != 0)
        {
            return false;
        }

        // White space and spare bits are spellings that the original never writes.
        Span<byte> again = stackalloc byte[value.Length];
        return Base64.EncodeToUtf8(block[..length], again, out _, out var encoded) == OperationStatus.Done
            && value.SequenceEqual(again[..encoded]);
    }

    private static SealedForm JweFormOf(ReadOnlySpan<byte> header)
    {
        if (Volatile.Read(ref _latest) is { } known && header.SequenceEqual(known.Header))
        {
            return known.Form;
        }

        if (header.Length > JweLimits.HeaderCharacters)
        {
            return new SealedForm(MessageFormat.Jwe, null);
        }

        var json = new byte[StrictBase64Url.DecodedLength(header.Length)];
        var keyId = StrictBase64Url.TryDecodeExactly(header, json) ? JweHeader.TryRead(json, out _)?.KeyId : null;
        var form = new SealedForm(MessageFormat.Jwe, keyId);
        Volatile.Write(ref _latest, new KnownHeader(header.ToArray(), form));
        return form;
    }

    private sealed record KnownHeader(byte[] Header, SealedForm Form);
}
