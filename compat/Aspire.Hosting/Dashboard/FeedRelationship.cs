namespace Aspire.Hosting.Dashboard;

internal sealed record FeedRelationship(string Type, string ResourceName);
