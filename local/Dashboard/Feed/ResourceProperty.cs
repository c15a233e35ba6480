namespace CcDemo.Dashboard.Feed;

/// <summary>A property of a resource; the value of a sensitive one never leaves the application host.</summary>
internal sealed record ResourceProperty
{
    public string Name { get; set; } = "";

    public string? Value { get; set; }

    public bool IsSensitive { get; set; }
}
