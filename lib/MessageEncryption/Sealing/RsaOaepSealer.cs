using System.Buffers.Text;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Seals in the original demo's form, for its consumer. The form binds neither topic nor sender and carries no key id,
/// and a text must fit into one RSA block; <see cref="JweSealer"/> is the better choice wherever both sides are ours.
/// </summary>
public sealed class RsaOaepSealer : IMessageSealer
{
    private readonly RSA _publicKey;

    /// <summary>Seals with this key, which it takes over and disposes.</summary>
    /// <exception cref="ArgumentException">The key is smaller than 2048 bits.</exception>
    public RsaOaepSealer(RSA publicKey)
    {
        RsaKeyRules.Check(publicKey, nameof(publicKey));
        _publicKey = publicKey;
        // RFC 8017 §7.1.1: the modulus less two hashes and two bytes.
        MaxTextBytes = publicKey.KeySize / 8 - 2 * SHA256.HashSizeInBytes - 2;
    }

    /// <inheritdoc/>
    public MessageFormat Format => MessageFormat.RsaOaep;

    /// <inheritdoc/>
    public int MaxTextBytes { get; }

    /// <inheritdoc/>
    public SealedMessage Seal(string text, byte[]? messageKey = null)
    {
        MessageText.CheckLength(text, MaxTextBytes);
        Span<byte> content = stackalloc byte[MessageText.MaxBytes(text)];
        var length = MessageText.Write(text, content, MaxTextBytes);
        return Seal(content[..length], messageKey);
    }

    /// <inheritdoc/>
    public SealedMessage Seal(ReadOnlySpan<byte> content, byte[]? messageKey = null)
    {
        MessageText.CheckLength(content.Length, MaxTextBytes, nameof(content));
        Span<byte> block = stackalloc byte[RsaKeyRules.MaximumBits / 8];
        var length = _publicKey.Encrypt(content, block, RSAEncryptionPadding.OaepSHA256);
        var value = new byte[Base64.GetMaxEncodedToUtf8Length(length)];
        Base64.EncodeToUtf8(block[..length], value, out _, out _);
        return new SealedMessage(Format, null, value);
    }

    /// <inheritdoc/>
    public void Dispose() => _publicKey.Dispose();
}
