using System.Security.Cryptography;
using System.Text;

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
    public SealedMessage Seal(string text)
    {
        var plain = MessageText.ToBytes(text, MaxTextBytes);
        var cipher = _publicKey.Encrypt(plain, RSAEncryptionPadding.OaepSHA256);
        return new SealedMessage(Format, null, Encoding.ASCII.GetBytes(Convert.ToBase64String(cipher)));
    }

    /// <inheritdoc/>
    public void Dispose() => _publicKey.Dispose();
}
