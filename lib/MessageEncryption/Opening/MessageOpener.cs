using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Opens messages of both forms with the keys of a keyring, for one topic. What it does not open it refuses with a reason;
/// it never throws for what a message holds. Thread-safe: threads open side by side, with AES as with RSA.
/// </summary>
public sealed class MessageOpener : IDisposable
{
    private readonly MessageKeyring _keys;
    private readonly string _topic;
    private readonly MessageOpenerOptions _options;
    private readonly ContentKeyCache _contentKeys;
    private readonly TimeProvider _time;
    private long _unwraps;

    /// <summary>Opens with the keys that the ring holds at the time of each call; the ring stays the caller's.</summary>
    public MessageOpener(MessageKeyring keys, string topic, MessageOpenerOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        _keys = keys;
        _topic = topic;
        _options = options ?? new MessageOpenerOptions();
        _options.Check();
        _time = time ?? TimeProvider.System;
        _contentKeys = new ContentKeyCache(_options.CachedContentKeys, _options.ContentKeyLifetime, _time);
    }

    /// <summary>How many RSA operations were spent on content keys so far: one for each, not for each message.</summary>
    public long Unwraps => Interlocked.Read(ref _unwraps);

    /// <summary>Opens one value as text, which is checked and kept as UTF-8; characters are made of it when they are asked for.</summary>
    /// <param name="value">The value from the topic.</param>
    /// <param name="messageKey">The Kafka key that it came with, null for none; a message that is bound to another is refused.</param>
    public OpenResult Open(ReadOnlySpan<byte> value, byte[]? messageKey = null)
    {
        var content = new PlaintextBuffer();
        if (!TryOpen(value, messageKey, content, out var refusal))
        {
            return OpenResult.Refused(refusal);
        }

        if (Utf8.IsValid(content.Written.Span))
        {
            return OpenResult.Opened(content.Written);
        }

        CryptographicOperations.ZeroMemory(content.Written.Span);
        return OpenResult.Refused(MessageRefusal.Malformed("What was sealed is not UTF-8 text."));
    }

    /// <summary>Opens one value into bytes, which need not be text.</summary>
    /// <param name="value">The value from the topic.</param>
    /// <param name="messageKey">The Kafka key that it came with, null for none; a message that is bound to another is refused.</param>
    /// <param name="content">Gets what was sealed; nothing when the value is refused, although its memory may have been written to.</param>
    /// <param name="refusal">Why the value is refused.</param>
    /// <returns>Whether it was opened.</returns>
    public bool TryOpen(ReadOnlySpan<byte> value, byte[]? messageKey, IBufferWriter<byte> content, out MessageRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (value.Length > _options.MaxValueBytes)
        {
            return Refuse(out refusal, RefusalCode.TooLarge, $"The value has {value.Length} bytes; {_options.MaxValueBytes} are accepted.");
        }

        if (JweParts.TrySplit(value, out var parts))
        {
            return TryOpenJwe(value, parts, messageKey, content, out refusal);
        }

        Span<byte> block = stackalloc byte[SealedForm.LargestRsaBytes];
        return SealedForm.TryDecodeRsaOaep(value, block, out var length)
            ? TryOpenRsaOaep(block[..length], content, out refusal)
            : Refuse(out refusal, RefusalCode.UnknownForm, "The value is neither a compact JWE (five parts) nor base64 of one RSA block.");
    }

    /// <summary>Forgets every content key, as after a key was taken from the ring.</summary>
    public void Forget() => _contentKeys.Clear();

    /// <summary>Forgets every content key.</summary>
    public void Dispose() => Forget();

    private bool TryOpenRsaOaep(ReadOnlySpan<byte> block, IBufferWriter<byte> content, out MessageRefusal refusal)
    {
        var plain = content.GetSpan(block.Length);
        foreach (var key in _keys.NewestFirst())
        {
            if (IsOpenedBy(key, block, plain, out var length))
            {
                content.Advance(length);
                refusal = default;
                return true;
            }
        }

        return _keys.IsEmpty
            ? Refuse(out refusal, RefusalCode.UnknownKeyId, "No key is held.")
            : Refuse(out refusal, RefusalCode.BadTag, "None of the keys that are held opens the RSA block: it was changed, or sealed for another key.");
    }

    private bool TryOpenJwe(ReadOnlySpan<byte> value, JweParts parts, byte[]? messageKey, IBufferWriter<byte> content, out MessageRefusal refusal)
    {
        Span<byte> iv = stackalloc byte[JweLimits.IvBytes];
        if (!StrictBase64Url.TryDecodeExactly(value[parts.Iv], iv))
        {
            return Malformed(out refusal, "The IV is not 12 bytes in base64url.");
        }

        Span<byte> tag = stackalloc byte[JweLimits.TagBytes];
        if (!StrictBase64Url.TryDecodeExactly(value[parts.Tag], tag))
        {
            return Malformed(out refusal, "The tag is not 16 bytes in base64url.");
        }

        var cipher = value[parts.Ciphertext];
        var plain = content.GetSpan(Math.Max(1, StrictBase64Url.DecodedLength(cipher.Length)))[..StrictBase64Url.DecodedLength(cipher.Length)];
        if (!StrictBase64Url.TryDecodeExactly(cipher, plain))
        {
            return Malformed(out refusal, "The ciphertext is not base64url.");
        }

        var header = value[parts.Header];
        if (_contentKeys.Find(value[parts.Prefix]) is { } known && known.TryDecrypt(iv, plain, tag, header) is { } authentic)
        {
            return authentic ? TryAccept(known, messageKey, plain, content, out refusal) : BadTag(out refusal);
        }

        if (UnwrapContentKey(value, parts, out refusal) is not { } key)
        {
            return false;
        }

        if (key.TryDecrypt(iv, plain, tag, header) is not true)
        {
            key.Dispose();
            return BadTag(out refusal);
        }

        // Only a key that has opened a message is remembered, so that forged ones push nothing out.
        var accepted = TryAccept(key, messageKey, plain, content, out refusal);
        if (_keys.Contains(key.KeyId))
        {
            _contentKeys.Add(key);
        }
        else
        {
            key.Dispose();
        }

        return accepted;
    }

    /// <summary>Checks what an authentic message says of its Kafka key, and hands its content over.</summary>
    private static bool TryAccept(ContentKey key, byte[]? messageKey, Span<byte> plain, IBufferWriter<byte> content, out MessageRefusal refusal)
    {
        refusal = default;
        if (!key.BindsMessageKey)
        {
            content.Advance(plain.Length);
            return true;
        }

        if (MessageKeyFrame.IsBefore(plain, messageKey, out var frame))
        {
            plain[frame..].CopyTo(plain);
            // Behind what is handed over the end of the text would stay in memory that others use next.
            CryptographicOperations.ZeroMemory(plain[^frame..]);
            content.Advance(plain.Length - frame);
            return true;
        }

        CryptographicOperations.ZeroMemory(plain);
        return Refuse(out refusal, RefusalCode.WrongMessageKey, messageKey is null
            ? "The message was sealed for a Kafka key, and it came without one."
            : "The message was not sealed for the Kafka key that it came with.");
    }

    private ContentKey? UnwrapContentKey(ReadOnlySpan<byte> value, JweParts parts, out MessageRefusal refusal)
    {
        if (ReadHeader(value[parts.Header], out refusal) is not { } header)
        {
            return null;
        }

        if (header.Topic != _topic)
        {
            Refuse(out refusal, RefusalCode.WrongTopic, header.Topic is null
                ? $"The message is bound to no topic; this is '{_topic}'."
                : $"The message was sealed for the topic '{Shown(header.Topic)}'; this is '{_topic}'.");
            return null;
        }

        if (_keys.Find(header.KeyId) is not { } key)
        {
            NotHeld(out refusal, header.KeyId);
            return null;
        }

        Span<byte> wrapped = stackalloc byte[key.KeySize / 8];
        if (!StrictBase64Url.TryDecodeExactly(value[parts.EncryptedKey], wrapped))
        {
            Malformed(out refusal, $"The encrypted key is not {wrapped.Length} bytes in base64url, as the key '{Shown(header.KeyId)}' needs.");
            return null;
        }

        try
        {
            return new ContentKey(value[parts.Prefix].ToArray(), header, Unwrap(key, wrapped), _time.GetTimestamp());
        }
        catch (ObjectDisposedException)
        {
            // The key was taken from the ring in this moment.
            NotHeld(out refusal, header.KeyId);
            return null;
        }
    }

    /// <summary>
    /// A wrapped key that does not unwrap is replaced by a random one, so that a bad key and a bad tag look the same
    /// from outside (RFC 7516 §11.5).
    /// </summary>
    private SharedAesGcm Unwrap(RSA key, ReadOnlySpan<byte> wrapped)
    {
        Interlocked.Increment(ref _unwraps);
        Span<byte> contentKey = stackalloc byte[JweLimits.ContentKeyBytes];
        Span<byte> unwrapped = stackalloc byte[wrapped.Length];
        RandomNumberGenerator.Fill(contentKey);
        try
        {
            if (TryDecrypt(key, wrapped, unwrapped, out var length) && length == contentKey.Length)
            {
                unwrapped[..length].CopyTo(contentKey);
            }

            return new SharedAesGcm(contentKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
            CryptographicOperations.ZeroMemory(unwrapped);
        }
    }

    /// <summary>False for a key that does not open the block, or was taken from the ring in this moment.</summary>
    private static bool IsOpenedBy(RSA key, ReadOnlySpan<byte> block, Span<byte> plain, out int length)
    {
        length = 0;
        try
        {
            return key.KeySize / 8 == block.Length && TryDecrypt(key, block, plain, out length);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static bool TryDecrypt(RSA key, ReadOnlySpan<byte> block, Span<byte> plain, out int length)
    {
        try
        {
            return key.TryDecrypt(block, plain, RSAEncryptionPadding.OaepSHA256, out length);
        }
        catch (CryptographicException)
        {
            length = 0;
            return false;
        }
    }

    private static JweHeader? ReadHeader(ReadOnlySpan<byte> encoded, out MessageRefusal refusal)
    {
        var json = new byte[StrictBase64Url.DecodedLength(Math.Min(encoded.Length, JweLimits.HeaderCharacters))];
        if (encoded.Length <= JweLimits.HeaderCharacters && StrictBase64Url.TryDecodeExactly(encoded, json))
        {
            return JweHeader.TryRead(json, out refusal);
        }

        Malformed(out refusal, $"The protected header is not base64url of at most {JweLimits.HeaderCharacters} characters.");
        return null;
    }

    private static bool BadTag(out MessageRefusal refusal)
        => Refuse(out refusal, RefusalCode.BadTag, "The message does not authenticate: it was changed on its way, or sealed for another key than it names.");

    private static bool NotHeld(out MessageRefusal refusal, string keyId)
        => Refuse(out refusal, RefusalCode.UnknownKeyId, $"The key '{Shown(keyId)}' that the message names is not held.");

    private static bool Malformed(out MessageRefusal refusal, string reason) => Refuse(out refusal, RefusalCode.Malformed, reason);

    private static bool Refuse(out MessageRefusal refusal, RefusalCode code, string reason)
    {
        refusal = new MessageRefusal(code, reason);
        return false;
    }

    /// <summary>What an unauthenticated header says goes into a sentence shortened, and on one line.</summary>
    private static string Shown(string untrusted)
    {
        var line = string.Concat(untrusted.Where(c => !char.IsControl(c)));
        return line.Length <= 160 ? line : $"{line[..160]}...";
    }
}
