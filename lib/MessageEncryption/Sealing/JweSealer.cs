using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Seals texts as JWE compact serializations (RFC 7516): RSA-OAEP-256, A256GCM, <c>kid</c> and topic in the protected header.
/// RSA is spent once per content key; each message has an IV of its own. Thread-safe.
/// </summary>
public sealed class JweSealer : IMessageSealer
{
    private readonly Lock _gate = new();
    private readonly RSA _publicKey;
    private readonly string _keyId;
    private readonly byte[] _header;
    private readonly JweSealerOptions _options;
    private readonly TimeProvider _time;
    private ContentEncryptionKey? _current;
    private long _createdAt;
    private bool _disposed;

    /// <summary>Seals for one topic with one public key, which it takes over and disposes.</summary>
    /// <param name="publicKey">RSA, at least 2048 bits.</param>
    /// <param name="keyId">The <c>kid</c> that tells the reader which private key opens: <c>KEY NAME/VERSION</c>.</param>
    /// <param name="topic">The topic that the messages are bound to.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock that ages content keys; null for the machine's.</param>
    /// <exception cref="ArgumentException">The key is too small, or a name is empty or too long.</exception>
    public JweSealer(RSA publicKey, string keyId, string topic, JweSealerOptions? options = null, TimeProvider? time = null)
    {
        RsaKeyRules.Check(publicKey, nameof(publicKey));
        ArgumentException.ThrowIfNullOrWhiteSpace(keyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        _options = options ?? new JweSealerOptions();
        _options.Check();
        _header = JweHeader.Write(keyId, topic);
        if (_header.Length > StrictBase64Url.DecodedLength(JweLimits.HeaderCharacters))
        {
            throw new ArgumentException("Key id and topic are too long for a message header.", nameof(keyId));
        }

        _publicKey = publicKey;
        _keyId = keyId;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public MessageFormat Format => MessageFormat.Jwe;

    /// <inheritdoc/>
    public int MaxTextBytes => _options.MaxTextBytes;

    /// <inheritdoc/>
    public SealedMessage Seal(string text)
    {
        var plain = MessageText.ToBytes(text, MaxTextBytes);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new SealedMessage(Format, _keyId, CurrentKey().Seal(plain));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _current?.Dispose();
            _publicKey.Dispose();
        }
    }

    private ContentEncryptionKey CurrentKey()
    {
        if (_current is { } key && key.Uses < _options.MessagesPerContentKey && _time.GetElapsedTime(_createdAt) < _options.ContentKeyLifetime)
        {
            return key;
        }

        var fresh = ContentEncryptionKey.Create(_publicKey, _header);
        _current?.Dispose();
        _current = fresh;
        _createdAt = _time.GetTimestamp();
        return fresh;
    }
}
