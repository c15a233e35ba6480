namespace Aspire.Hosting.Dashboard;

internal sealed record FeedCommandResult(bool Success, string? Message, bool? Canceled);
