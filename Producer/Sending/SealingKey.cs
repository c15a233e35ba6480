using CcDemo.MessageEncryption;
using CcDemo.Producer.Keys;
using CcDemo.Producer.Settings;

namespace CcDemo.Producer.Sending;

/// <summary>What decides how messages are sealed; two that are equal seal for the same reader.</summary>
/// <param name="Key">The public key and its id.</param>
/// <param name="Topic">The topic that messages are bound to.</param>
/// <param name="Format">The form of the messages.</param>
/// <param name="Options">How content keys are replaced and whether Kafka keys are bound.</param>
internal sealed record SealingKey(MessagePublicKey Key, string Topic, MessageFormat Format, JweSealerOptions Options)
{
    /// <summary>The <c>kid</c>.</summary>
    public string KeyId => Key.KeyId;

    /// <summary>A key with what the settings say of messages.</summary>
    /// <exception cref="InvalidOperationException">They name a format that there is not.</exception>
    public static SealingKey Of(ProducerOptions options, MessagePublicKey key) => MessageFormats.TryParse(options.Format, out var format)
        ? new SealingKey(key, options.Topic, format, new JweSealerOptions
        {
            MessagesPerContentKey = options.MessagesPerContentKey,
            ContentKeyLifetime = options.ContentKeyLifetime,
            BindMessageKeys = options.BindMessageKeys,
        })
        : throw new InvalidOperationException($"There is no message format '{options.Format}'.");

    /// <summary>
    /// Whether this is half of a change: a new key under the old id, or the old key under a new id that does not come with it.
    /// What is sealed so, nobody can open, and files that are written one after another look so for a moment.
    /// </summary>
    public bool IsHalfOfAChangeFrom(SealingKey before)
        => Format == MessageFormat.Jwe && before.Format == MessageFormat.Jwe
            && (Key.Pem == before.Key.Pem ? KeyId != before.KeyId && !Key.NamesItself : KeyId == before.KeyId);

    public IMessageSealer CreateSealer(TimeProvider time)
    {
        var key = PublicKeyPem.Read(Key.Pem);
        return Format == MessageFormat.RsaOaep ? new RsaOaepSealer(key) : new JweSealer(key, KeyId, Topic, Options, time);
    }
}
