namespace Aspire.Hosting.Dashboard;

internal sealed record FeedLogLine(int Line, DateTime Timestamp, bool IsError, string Text);
