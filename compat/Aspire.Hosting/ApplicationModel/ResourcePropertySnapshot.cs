namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that is shown of a resource.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the value must not be shown.</summary>
    public bool IsSensitive { get; init; }
}
