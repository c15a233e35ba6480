namespace Aspire.Hosting.Dashboard;

internal sealed record FeedUrl(string? Name, string Url, string? DisplayText, bool IsInternal);
