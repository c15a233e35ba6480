namespace CcDemo.AppHost;

/// <summary>An environment variable of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as the manifest says it; null when it comes from elsewhere.</param>
internal sealed record PodVariable(string Name, string? Value);
