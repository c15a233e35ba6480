namespace Aspire.Hosting.Dashboard;

/// <summary>A variable of a resource's environment. It is sent only when it is asked for, since its value may be a secret.</summary>
internal sealed record FeedVariable(string Name, string? Value);
