namespace Aspire.Hosting.Dashboard;

internal sealed record FeedProperty(string Name, string? Value, bool IsSensitive);
