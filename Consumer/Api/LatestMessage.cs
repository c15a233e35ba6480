using CcDemo.Consumer.Messages;

namespace CcDemo.Consumer.Api;

/// <summary>The message that the page shows large.</summary>
/// <param name="Id">Its number on this consumer.</param>
/// <param name="Sealed">Beginning and end of the value on the topic.</param>
/// <param name="Text">The beginning of the opened text; null when it is not open.</param>
public sealed record LatestMessage(long Id, string Sealed, string? Text)
{
    private const int MostText = 280;

    internal static LatestMessage? Of(BoardMessage? message)
        => message is null ? null : new(message.Id, SealedText.Ends(message.Value, 100, 140), message.Opening.Text is { } text ? VisibleText.Beginning(text, MostText) : null);
}
