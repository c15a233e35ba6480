using System.Diagnostics.CodeAnalysis;

namespace CcDemo.MessageEncryption;

/// <summary>Either the text of a message, or why it was not opened.</summary>
public readonly record struct OpenResult
{
    private OpenResult(string? text, RefusalCode? refusal, string? reason) => (Text, Refusal, Reason) = (text, refusal, reason);

    /// <summary>The text; null when refused.</summary>
    public string? Text { get; }

    /// <summary>The reason's code; null when opened.</summary>
    public RefusalCode? Refusal { get; }

    /// <summary>The reason as a sentence; null when opened.</summary>
    public string? Reason { get; }

    /// <summary>Whether the message was opened.</summary>
    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Refusal), nameof(Reason))]
    public bool IsOpened => Text is not null;

    internal static OpenResult Opened(string text) => new(text, null, null);

    internal static OpenResult Refused(MessageRefusal refusal) => new(null, refusal.Code, refusal.Reason);
}
