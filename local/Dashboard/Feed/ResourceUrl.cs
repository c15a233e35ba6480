namespace CcDemo.Dashboard.Feed;

/// <summary>An address of a resource.</summary>
internal sealed record ResourceUrl
{
    public string? Name { get; set; }

    public string Url { get; set; } = "";

    public string? DisplayText { get; set; }

    public bool IsInternal { get; set; }
}
