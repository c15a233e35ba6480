namespace CcDemo.MessageEncryption;

/// <summary>Seals texts for the holder of a private key. Thread-safe.</summary>
public interface IMessageSealer : IDisposable
{
    /// <summary>The form of the messages that it seals.</summary>
    MessageFormat Format { get; }

    /// <summary>The longest text, in UTF-8 bytes, that it can seal.</summary>
    int MaxTextBytes { get; }

    /// <summary>Seals one text.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxTextBytes"/> or is not well-formed Unicode.</exception>
    SealedMessage Seal(string text);
}
