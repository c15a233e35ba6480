using System.Globalization;

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
    public static ShownMessage Of(MessageView message, string dashboardUrl, int most = Most)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(dashboardUrl);
        var longest = Math.Max(message.Sealed.Length, message.Text?.Length ?? 0);
        return new ShownMessage(
            message.Id,
            message.State,
            message.Timestamp,
            message.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            message.Partition,
            message.Offset,
            message.Format,
            message.KeyId is null ? null : Shown(message.KeyId, 200),
            message.KeyId is null ? null : Shown(VersionOf(message.KeyId), 12),
            message.TraceId,
            message.TraceId is null || dashboardUrl.Length == 0 ? null : $"{dashboardUrl.TrimEnd('/')}/traces/detail/{message.TraceId}",
            Shown(message.Sealed, most),
            // All messages under one content key begin alike, so the end is what tells them apart.
            message.Sealed.Length <= 56 ? message.Sealed : $"{message.Sealed[..30]}…{message.Sealed[^22..]}",
            message.Text is null ? null : Shown(message.Text, most),
            message.Reason is null ? null : Shown(message.Reason, 600),
            longest > most ? longest : null);
    }

    private static string VersionOf(string keyId) => keyId.Contains('/', StringComparison.Ordinal) ? keyId[(keyId.LastIndexOf('/') + 1)..] : keyId;

    private static string Shown(string text, int most)
    {
        if (text.Length <= most)
        {
            return VisibleText.Of(text);
        }

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return VisibleText.Of(text[..end]) + "…";
    }
}
