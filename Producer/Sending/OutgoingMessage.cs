using Confluent.Kafka;

namespace CcDemo.Producer.Sending;

/// <summary>A text to be sealed and sent, with what travels beside it in the clear.</summary>
/// <param name="Text">The text after the number.</param>
/// <param name="Key">The Kafka key; null for none.</param>
/// <param name="Headers">The Kafka headers.</param>
internal sealed record OutgoingMessage(string Text, byte[]? Key, IReadOnlyList<IHeader> Headers)
{
    public OutgoingMessage(string text)
        : this(text, null, [])
    {
    }
}
