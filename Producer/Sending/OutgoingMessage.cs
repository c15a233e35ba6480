using System.Text;
using Confluent.Kafka;

namespace CcDemo.Producer.Sending;

/// <summary>A text to be sealed and sent, with what travels beside it in the clear.</summary>
internal sealed class OutgoingMessage
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A message.</summary>
    /// <param name="text">The text after the number.</param>
    /// <param name="key">The Kafka key; null for none.</param>
    /// <param name="headers">The Kafka headers; null for none.</param>
    /// <exception cref="ArgumentException">The text is not well-formed Unicode.</exception>
    public OutgoingMessage(string text, byte[]? key = null, IReadOnlyList<IHeader>? headers = null)
    {
        try
        {
            Text = Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The text holds half a surrogate pair and cannot be written as UTF-8.", nameof(text));
        }

        (Key, Headers) = (key, headers ?? []);
    }

    /// <summary>The text after the number, as UTF-8.</summary>
    public byte[] Text { get; }

    /// <summary>The Kafka key; null for none.</summary>
    public byte[]? Key { get; }

    /// <summary>The Kafka headers.</summary>
    public IReadOnlyList<IHeader> Headers { get; }
}
