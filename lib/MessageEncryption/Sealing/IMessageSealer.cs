namespace CcDemo.MessageEncryption;

/// <summary>Seals texts for the holder of a private key. Thread-safe.</summary>
public interface IMessageSealer : IDisposable
{
    /// <summary>The form of the messages that it seals.</summary>
    MessageFormat Format { get; }

    /// <summary>The longest text, in UTF-8 bytes, that it can seal.</summary>
    int MaxTextBytes { get; }

    /// <summary>Seals one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="messageKey">The Kafka key that the message will have; null for none. Only a sealer that binds keys uses it.</param>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxTextBytes"/> or is not well-formed Unicode.</exception>
    SealedMessage Seal(string text, byte[]? messageKey = null);

    /// <summary>Seals bytes, which only <see cref="MessageOpener.TryOpen"/> gives back if they are not UTF-8 text.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="messageKey">The Kafka key that the message will have; null for none. Only a sealer that binds keys uses it.</param>
    /// <exception cref="ArgumentException">They are more than <see cref="MaxTextBytes"/>.</exception>
    SealedMessage Seal(ReadOnlySpan<byte> content, byte[]? messageKey = null);
}
