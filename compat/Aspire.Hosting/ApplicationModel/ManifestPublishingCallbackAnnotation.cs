namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource is published; <see cref="Ignore"/> leaves it out.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    private ManifestPublishingCallbackAnnotation()
    {
    }

    /// <summary>The resource is not published.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new();
}
