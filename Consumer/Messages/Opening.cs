using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Messages;

/// <summary>What became of the attempt to open a message.</summary>
/// <param name="State">Opened, refused for good, or sealed as long as no key for it is held.</param>
/// <param name="Text">The text when opened.</param>
/// <param name="Code">The reason's code when refused.</param>
/// <param name="Reason">The reason as a sentence when not opened.</param>
internal sealed record Opening(MessageState State, string? Text, RefusalCode? Code, string? Reason);
