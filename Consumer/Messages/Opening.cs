using System.Text;
using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Messages;

/// <summary>What became of the attempt to open a message.</summary>
/// <param name="State">Opened, refused for good, or sealed as long as no key for it is held.</param>
/// <param name="Utf8">The text when opened, as well-formed UTF-8.</param>
/// <param name="Code">The reason's code when refused.</param>
/// <param name="Reason">The reason as a sentence when not opened.</param>
internal sealed record Opening(MessageState State, ReadOnlyMemory<byte>? Utf8, RefusalCode? Code, string? Reason)
{
    /// <summary>The text when opened, made anew by each call: of a flood, few messages are ever looked at.</summary>
    public string? Text => Utf8 is { } utf8 ? Encoding.UTF8.GetString(utf8.Span) : null;
}
