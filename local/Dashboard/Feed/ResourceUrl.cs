namespace CcDemo.Dashboard.Feed;

/// <summary>An address of a resource.</summary>
internal sealed record ResourceUrl
{
    public string? Name { get; init; }

    public string Url { get; init; } = "";

    public string? DisplayText { get; init; }

    public bool IsInternal { get; init; }
}
