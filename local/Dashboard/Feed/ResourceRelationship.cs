namespace CcDemo.Dashboard.Feed;

/// <summary>How a resource relates to another one.</summary>
internal sealed record ResourceRelationship
{
    /// <summary>Reference, WaitFor, Parent, or any other text.</summary>
    public string Type { get; set; } = "";

    public string ResourceName { get; set; } = "";
}
