using System.Buffers;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Seals texts as JWE compact serializations (RFC 7516): RSA-OAEP-256, A256GCM, <c>kid</c> and topic in the protected header.
/// RSA is spent once per content key; each message has an IV of its own. Thread-safe: threads seal side by side.
/// </summary>
public sealed class JweSealer : IMessageSealer
{
    private readonly Lock _replacing = new();
    private readonly RSA _publicKey;
    private readonly string _keyId;
    private readonly byte[] _header;
    private readonly JweSealerOptions _options;
    private readonly TimeProvider _time;
    private ContentEncryptionKey? _current;
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
        _header = JweHeader.Write(keyId, topic, _options.BindMessageKeys);
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
    public SealedMessage Seal(string text, byte[]? messageKey = null)
    {
        MessageText.CheckLength(text, MaxTextBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(MessageKeyFrame.MaxBytes + MessageText.MaxBytes(text));
        try
        {
            var frame = WriteFrame(messageKey, buffer);
            var length = MessageText.Write(text, buffer.AsSpan(frame), MaxTextBytes);
            return SealInPlace(buffer.AsSpan(0, frame + length));
        }
        catch
        {
            CryptographicOperations.ZeroMemory(buffer);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public SealedMessage Seal(ReadOnlySpan<byte> content, byte[]? messageKey = null)
    {
        var buffer = Copied(content, messageKey, out var length);
        try
        {
            return SealInPlace(buffer.AsSpan(0, length));
        }
        finally
        {
            Return(buffer, length);
        }
    }

    /// <summary>Seals bytes into memory of the caller's.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="messageKey">The Kafka key that the message will have; null for none.</param>
    /// <param name="value">Gets the ASCII bytes of the value.</param>
    /// <exception cref="ArgumentException">They are more than <see cref="MaxTextBytes"/>.</exception>
    public void Seal(ReadOnlySpan<byte> content, byte[]? messageKey, IBufferWriter<byte> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = Copied(content, messageKey, out var length);
        try
        {
            var key = BeginMessage(out var cipher);
            key.EndMessage(cipher, buffer.AsSpan(0, length), value.GetSpan(key.ValueLength(length)));
            value.Advance(key.ValueLength(length));
        }
        finally
        {
            Return(buffer, length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_replacing)
        {
            _disposed = true;
            _current?.Dispose();
            _publicKey.Dispose();
        }
    }

    private byte[] Copied(ReadOnlySpan<byte> content, byte[]? messageKey, out int length)
    {
        MessageText.CheckLength(content.Length, MaxTextBytes, nameof(content));
        var buffer = ArrayPool<byte>.Shared.Rent(MessageKeyFrame.MaxBytes + content.Length);
        var frame = WriteFrame(messageKey, buffer);
        content.CopyTo(buffer.AsSpan(frame));
        length = frame + content.Length;
        return buffer;
    }

    /// <summary>What was copied is ciphertext by now; after an exception it is not.</summary>
    private static void Return(byte[] buffer, int length)
    {
        CryptographicOperations.ZeroMemory(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private int WriteFrame(byte[]? messageKey, Span<byte> buffer) => _options.BindMessageKeys ? MessageKeyFrame.Write(messageKey, buffer) : 0;

    /// <summary>Seals into an array of the value's size; leaves ciphertext in the span.</summary>
    private SealedMessage SealInPlace(Span<byte> content)
    {
        var key = BeginMessage(out var cipher);
        var value = GC.AllocateUninitializedArray<byte>(key.ValueLength(content.Length));
        key.EndMessage(cipher, content, value);
        return new SealedMessage(Format, _keyId, value);
    }

    private ContentEncryptionKey BeginMessage(out GcmCipher cipher)
    {
        var key = Volatile.Read(ref _current);
        while (true)
        {
            if (key is null || _time.GetElapsedTime(key.CreatedAt) >= _options.ContentKeyLifetime)
            {
                key = Replace(key);
            }

            if (key.TryBeginMessage(out var borrowed))
            {
                cipher = borrowed;
                return key;
            }

            key = Replace(key);
        }
    }

    /// <summary>The key that takes the place of a used one, made by the first thread that asks for it.</summary>
    private ContentEncryptionKey Replace(ContentEncryptionKey? used)
    {
        lock (_replacing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_current is null || _current == used)
            {
                var fresh = ContentEncryptionKey.Create(_publicKey, _header, _options.MessagesPerContentKey, _time.GetTimestamp());
                _current?.Dispose();
                Volatile.Write(ref _current, fresh);
            }

            return _current;
        }
    }
}
