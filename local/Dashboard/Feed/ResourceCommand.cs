namespace CcDemo.Dashboard.Feed;

/// <summary>Something that the application host can do with a resource.</summary>
internal sealed record ResourceCommand
{
    public string Name { get; init; } = "";

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary>Enabled, Disabled or Hidden.</summary>
    public string State { get; init; } = "Enabled";

    public bool IsHighlighted { get; init; }

    /// <summary>What to ask before it is run; null to run it at once.</summary>
    public string? Confirmation { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string Title => string.IsNullOrWhiteSpace(DisplayName) ? Name : DisplayName;
}
