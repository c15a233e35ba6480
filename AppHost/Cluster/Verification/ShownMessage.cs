namespace CcDemo.AppHost;

/// <summary>A message as the consumer's API (<c>/api/messages</c>) shows it; only what is checked.</summary>
/// <param name="Partition">The partition it came from.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="State"><c>sealed</c>, <c>opened</c> or <c>refused</c>.</param>
/// <param name="Sealed">The value on the topic.</param>
/// <param name="Text">The opened text; null when it is not open.</param>
/// <param name="Reason">Why it is not open.</param>
internal sealed record ShownMessage(int Partition, long Offset, string State, string Sealed, string? Text, string? Reason);
