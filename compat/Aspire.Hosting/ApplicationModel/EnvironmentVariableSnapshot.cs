namespace Aspire.Hosting.ApplicationModel;

/// <summary>A variable of a resource.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
