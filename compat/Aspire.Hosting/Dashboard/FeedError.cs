namespace Aspire.Hosting.Dashboard;

internal sealed record FeedError(string Error);
