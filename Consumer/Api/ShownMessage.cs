using System.Globalization;
using CcDemo.Consumer.Messages;
using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Api;

/// <summary>A message as a row of the page shows it: shortened, and with nothing in it that acts on the page.</summary>
/// <param name="Id">Its number on this consumer.</param>
/// <param name="State"><c>sealed</c>, <c>opened</c> or <c>refused</c>.</param>
/// <param name="Timestamp">When it was sent.</param>
/// <param name="Time">The same as <c>HH:mm:ss</c> UTC.</param>
/// <param name="Partition">The partition it came from.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Format"><c>jwe</c>, <c>rsa-oaep</c> or <c>unknown</c>.</param>
/// <param name="KeyId">The <c>kid</c> it names, if any.</param>
/// <param name="KeyVersion">The version in it, shortened.</param>
/// <param name="TraceId">The trace it belongs to, if any.</param>
/// <param name="TraceUrl">Where that trace is shown; null where no dashboard is known.</param>
/// <param name="Sealed">The value on the topic; base64 when it is not text.</param>
/// <param name="Ends">Beginning and end of it.</param>
/// <param name="Text">The opened text; null when it is not open.</param>
/// <param name="Reason">Why it is not open; null when it is.</param>
/// <param name="Characters">How long the longer of text and value is, when not all of it is here; else null.</param>
public sealed record ShownMessage(
    long Id, string State, DateTimeOffset Timestamp, string Time, int Partition, long Offset, string Format, string? KeyId, string? KeyVersion,
    string? TraceId, string? TraceUrl, string Sealed, string Ends, string? Text, string? Reason, int? Characters)
{
    /// <summary>Characters of a text or a value that a row shows.</summary>
    public const int Most = 2000;

    /// <summary>What the script fills in.</summary>
    public static ShownMessage Blank { get; } = new(0, "sealed", default, "", 0, 0, "", null, null, null, null, "", "", null, null, null);

    /// <summary>Makes a row of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="dashboardUrl">The dashboard; empty for none.</param>
    /// <param name="most">Characters of a text or a value to show.</param>
    internal static ShownMessage Of(BoardMessage message, string dashboardUrl, int most = Most)
    {
        var (value, text, reason, traceId, keyId) = (message.Value, message.Opening.Text, message.Opening.Reason, message.TraceId, message.Form?.KeyId);
        var longest = Math.Max(SealedText.Length(value), text?.Length ?? 0);
        DateTimeOffset sentAt = message.Source.Message.Timestamp.UtcDateTime;
        return new ShownMessage(
            message.Id,
            message.State,
            sentAt,
            sentAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            message.Source.Partition.Value,
            message.Source.Offset.Value,
            message.Form?.Format.ToName() ?? "unknown",
            keyId is null ? null : VisibleText.Beginning(keyId, 200),
            keyId is null ? null : VisibleText.Beginning(VersionOf(keyId), 12),
            traceId,
            traceId is null || dashboardUrl.Length == 0 ? null : $"{dashboardUrl.TrimEnd('/')}/traces/detail/{traceId}",
            SealedText.Length(value) <= most ? SealedText.Whole(value) : SealedText.Ends(value, most, 0),
            // All messages under one content key begin alike, so the end is what tells them apart.
            SealedText.Ends(value, 30, 22),
            text is null ? null : VisibleText.Beginning(text, most),
            reason is null ? null : VisibleText.Beginning(reason, 600),
            longest > most ? longest : null);
    }

    private static string VersionOf(string keyId) => keyId.Contains('/', StringComparison.Ordinal) ? keyId[(keyId.LastIndexOf('/') + 1)..] : keyId;
}
