namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name of a network.</summary>
public record NetworkIdentifier(string Value);
