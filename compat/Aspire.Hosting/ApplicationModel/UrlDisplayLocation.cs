namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a URL is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>In lists and details.</summary>
    SummaryAndDetails = 0,

    /// <summary>In details.</summary>
    DetailsOnly = 1,
}
