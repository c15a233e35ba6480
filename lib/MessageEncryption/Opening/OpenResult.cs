using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CcDemo.MessageEncryption;

/// <summary>Either the text of a message, or why it was not opened.</summary>
public readonly record struct OpenResult
{
    private OpenResult(ReadOnlyMemory<byte>? utf8, RefusalCode? refusal, string? reason) => (Utf8, Refusal, Reason) = (utf8, refusal, reason);

    /// <summary>The text as well-formed UTF-8; null when refused.</summary>
    public ReadOnlyMemory<byte>? Utf8 { get; }

    /// <summary>The text, made anew by each call: twice as large as <see cref="Utf8"/>, and at 16 KiB half as costly as opening. Null when refused.</summary>
    public string? Text => Utf8 is { } utf8 ? Encoding.UTF8.GetString(utf8.Span) : null;

    /// <summary>The reason's code; null when opened.</summary>
    public RefusalCode? Refusal { get; }

    /// <summary>The reason as a sentence; null when opened.</summary>
    public string? Reason { get; }

    /// <summary>Whether the message was opened.</summary>
    [MemberNotNullWhen(true, nameof(Utf8), nameof(Text))]
    [MemberNotNullWhen(false, nameof(Refusal), nameof(Reason))]
    public bool IsOpened => Utf8 is not null;

    internal static OpenResult Opened(ReadOnlyMemory<byte> utf8) => new(utf8, null, null);

    internal static OpenResult Refused(MessageRefusal refusal) => new(null, refusal.Code, refusal.Reason);
}
