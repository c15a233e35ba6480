using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Opens messages of both forms with the keys of a keyring, for one topic. What it does not open it refuses with a reason;
/// it never throws for what a message holds. Thread-safe.
/// </summary>
public sealed class MessageOpener : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MessageKeyring _keys;
    private readonly string _topic;
    private readonly MessageOpenerOptions _options;
    private readonly ContentKeyCache _contentKeys;

    /// <summary>Opens with the keys that the ring holds at the time of each call; the ring stays the caller's.</summary>
    public MessageOpener(MessageKeyring keys, string topic, MessageOpenerOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        _keys = keys;
        _topic = topic;
        _options = options ?? new MessageOpenerOptions();
        _options.Check();
        _contentKeys = new ContentKeyCache(_options.CachedContentKeys, _options.ContentKeyLifetime, time ?? TimeProvider.System);
    }

    /// <summary>How many RSA operations were spent so far: one per content key, not per message.</summary>
    public long Unwraps { get; private set; }

    /// <summary>Opens one value.</summary>
    public OpenResult Open(ReadOnlySpan<byte> value)
    {
        if (value.Length > _options.MaxValueBytes)
        {
            return OpenResult.Refused(RefusalCode.TooLarge, $"The value has {value.Length} bytes; {_options.MaxValueBytes} are accepted.");
        }

        if (JweParts.TrySplit(value, out var parts))
        {
            return OpenJwe(value, parts);
        }

        return SealedForm.TryDecodeRsaOaep(value) is { } cipher
            ? OpenRsaOaep(cipher)
            : OpenResult.Refused(RefusalCode.UnknownForm, "The value is neither a compact JWE (five parts) nor base64 of one RSA block.");
    }

    /// <summary>Forgets every content key.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _contentKeys.Dispose();
        }
    }

    private OpenResult OpenRsaOaep(byte[] cipher)
    {
        foreach (var key in _keys.NewestFirst().Where(key => key.KeySize / 8 == cipher.Length))
        {
            byte[] plain;
            try
            {
                plain = key.Decrypt(cipher, RSAEncryptionPadding.OaepSHA256);
            }
            catch (CryptographicException)
            {
                continue;
            }

            return TextOf(plain);
        }

        return _keys.IsEmpty
            ? OpenResult.Refused(RefusalCode.UnknownKeyId, "No key is held.")
            : OpenResult.Refused(RefusalCode.BadTag, "None of the keys that are held opens the RSA block: it was changed, or sealed for another key.");
    }

    private OpenResult OpenJwe(ReadOnlySpan<byte> value, JweParts parts)
    {
        Span<byte> iv = stackalloc byte[JweLimits.IvBytes];
        Span<byte> tag = stackalloc byte[JweLimits.TagBytes];
        var cipher = new byte[StrictBase64Url.DecodedLength(value[parts.Ciphertext].Length)];

        if (!IsExactly(value[parts.Iv], iv))
        {
            return Malformed("The IV is not 12 bytes in base64url.");
        }

        if (!IsExactly(value[parts.Tag], tag))
        {
            return Malformed("The tag is not 16 bytes in base64url.");
        }

        if (!IsExactly(value[parts.Ciphertext], cipher))
        {
            return Malformed("The ciphertext is not base64url.");
        }

        var sealedText = new SealedText(iv, cipher, tag, value[parts.Header]);
        lock (_gate)
        {
            if (_contentKeys.Find(value[parts.Prefix]) is { } known)
            {
                return Decrypt(known, sealedText, out _);
            }
        }

        return OpenWithNewContentKey(value, parts, sealedText);
    }

    private OpenResult OpenWithNewContentKey(ReadOnlySpan<byte> value, JweParts parts, SealedText sealedText)
    {
        if (ReadHeader(value[parts.Header], out var problem) is not { } header)
        {
            return Malformed(problem!);
        }

        if (header.Topic != _topic)
        {
            return OpenResult.Refused(RefusalCode.WrongTopic, header.Topic is null
                ? $"The message is bound to no topic; this is '{_topic}'."
                : $"The message was sealed for the topic '{Shown(header.Topic)}'; this is '{_topic}'.");
        }

        if (_keys.Find(header.KeyId) is not { } key)
        {
            return OpenResult.Refused(RefusalCode.UnknownKeyId, $"The key '{Shown(header.KeyId)}' that the message names is not held.");
        }

        var wrapped = new byte[key.KeySize / 8];
        if (!IsExactly(value[parts.EncryptedKey], wrapped))
        {
            return Malformed($"The encrypted key is not {wrapped.Length} bytes in base64url, as the key '{Shown(header.KeyId)}' needs.");
        }

        var aes = Unwrap(key, wrapped);
        lock (_gate)
        {
            var result = Decrypt(aes, sealedText, out var authentic);
            if (authentic)
            {
                _contentKeys.Add(value[parts.Prefix], aes);
            }
            else
            {
                aes.Dispose();
            }

            return result;
        }
    }

    /// <summary>
    /// A wrapped key that does not unwrap is replaced by a random one, so that a bad key and a bad tag look the same
    /// from outside (RFC 7516 §11.5).
    /// </summary>
    private AesGcm Unwrap(RSA key, byte[] wrapped)
    {
        lock (_gate)
        {
            Unwraps++;
        }

        Span<byte> contentKey = stackalloc byte[JweLimits.ContentKeyBytes];
        RandomNumberGenerator.Fill(contentKey);
        byte[]? unwrapped = null;
        try
        {
            unwrapped = key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
            if (unwrapped.Length == contentKey.Length)
            {
                unwrapped.CopyTo(contentKey);
            }
        }
        catch (CryptographicException)
        {
            // The random key stays; the tag will not fit.
        }

        try
        {
            return new AesGcm(contentKey, JweLimits.TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
            CryptographicOperations.ZeroMemory(unwrapped);
        }
    }

    private static OpenResult Decrypt(AesGcm aes, SealedText text, out bool authentic)
    {
        var plain = new byte[text.Cipher.Length];
        try
        {
            aes.Decrypt(text.Iv, text.Cipher, text.Tag, plain, text.Header);
        }
        catch (AuthenticationTagMismatchException)
        {
            authentic = false;
            return OpenResult.Refused(RefusalCode.BadTag, "The message does not authenticate: it was changed on its way, or sealed for another key than it names.");
        }

        authentic = true;
        return TextOf(plain);
    }

    private static OpenResult TextOf(byte[] plain)
    {
        var text = MessageText.FromBytes(plain);
        CryptographicOperations.ZeroMemory(plain);
        return text is null ? Malformed("What was sealed is not UTF-8 text.") : OpenResult.Opened(text);
    }

    private static JweHeader? ReadHeader(ReadOnlySpan<byte> encoded, out string? problem)
    {
        var json = new byte[StrictBase64Url.DecodedLength(Math.Min(encoded.Length, JweLimits.HeaderCharacters))];
        if (encoded.Length <= JweLimits.HeaderCharacters && StrictBase64Url.TryDecode(encoded, json, out _))
        {
            return JweHeader.TryRead(json, out problem);
        }

        problem = $"The protected header is not base64url of at most {JweLimits.HeaderCharacters} characters.";
        return null;
    }

    private static bool IsExactly(ReadOnlySpan<byte> text, Span<byte> bytes)
        => StrictBase64Url.DecodedLength(text.Length) == bytes.Length && StrictBase64Url.TryDecode(text, bytes, out _);

    private static OpenResult Malformed(string reason) => OpenResult.Refused(RefusalCode.Malformed, reason);

    /// <summary>What an unauthenticated header says goes into a sentence shortened, and on one line.</summary>
    private static string Shown(string untrusted)
    {
        var line = string.Concat(untrusted.Where(c => !char.IsControl(c)));
        return line.Length <= 160 ? line : $"{line[..160]}...";
    }

    private readonly ref struct SealedText(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> header)
    {
        public ReadOnlySpan<byte> Iv { get; } = iv;

        public ReadOnlySpan<byte> Cipher { get; } = cipher;

        public ReadOnlySpan<byte> Tag { get; } = tag;

        /// <summary>The encoded header: the additional authenticated data (RFC 7516 §5.1 step 14).</summary>
        public ReadOnlySpan<byte> Header { get; } = header;
    }
}
