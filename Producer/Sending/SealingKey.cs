using CcDemo.MessageEncryption;
using CcDemo.Producer.Settings;

namespace CcDemo.Producer.Sending;

/// <summary>What decides how messages are sealed; two that are equal seal for the same reader.</summary>
/// <param name="Pem">The public key as SubjectPublicKeyInfo PEM.</param>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="Topic">The topic that messages are bound to.</param>
/// <param name="Format">The form of the messages.</param>
/// <param name="Options">How content keys are replaced and whether Kafka keys are bound.</param>
internal sealed record SealingKey(string Pem, string KeyId, string Topic, MessageFormat Format, JweSealerOptions Options)
{
    /// <summary>Reads the key that the settings name.</summary>
    /// <exception cref="InvalidOperationException">There is none; with a sentence.</exception>
    public static SealingKey Of(ProducerOptions options)
    {
        using var key = PublicKeySetting.TryRead(options.PublicKey, out var problem) ?? throw new InvalidOperationException(problem);
        return MessageFormats.TryParse(options.Format, out var format)
            ? new SealingKey(key.ExportSubjectPublicKeyInfoPem(), options.KeyId, options.Topic, format, new JweSealerOptions
            {
                MessagesPerContentKey = options.MessagesPerContentKey,
                ContentKeyLifetime = options.ContentKeyLifetime,
                BindMessageKeys = options.BindMessageKeys,
            })
            : throw new InvalidOperationException($"There is no message format '{options.Format}'.");
    }

    /// <summary>
    /// Whether this is half of a change: a new key under the old id, or the other way round. What is sealed so, nobody can
    /// open, and files that are written one after another look so for a moment.
    /// </summary>
    public bool IsHalfOfAChangeFrom(SealingKey before)
        => Format == MessageFormat.Jwe && before.Format == MessageFormat.Jwe && (Pem == before.Pem) != (KeyId == before.KeyId);

    public IMessageSealer CreateSealer(TimeProvider time)
    {
        var key = PublicKeyPem.Read(Pem);
        return Format == MessageFormat.RsaOaep ? new RsaOaepSealer(key) : new JweSealer(key, KeyId, Topic, Options, time);
    }
}
