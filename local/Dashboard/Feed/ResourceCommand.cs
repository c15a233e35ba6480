namespace CcDemo.Dashboard.Feed;

/// <summary>Something that the application host can do with a resource.</summary>
internal sealed record ResourceCommand
{
    public string Name { get; set; } = "";

    public string? DisplayName { get; set; }

    public string? Description { get; set; }

    /// <summary>Enabled, Disabled or Hidden.</summary>
    public string State { get; set; } = "Enabled";

    public bool IsHighlighted { get; set; }

    /// <summary>What to ask before it is run; null to run it at once.</summary>
    public string? Confirmation { get; set; }

    /// <summary>The name of an icon of Fluent UI.</summary>
    public string? IconName { get; set; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string Title => string.IsNullOrWhiteSpace(DisplayName) ? Name : DisplayName;
}
