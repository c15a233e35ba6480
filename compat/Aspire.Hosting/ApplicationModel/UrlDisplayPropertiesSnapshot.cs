namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a URL is shown; a higher <paramref name="SortOrder"/> comes first.</summary>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);
