namespace Aspire.Hosting.ApplicationModel;

/// <summary>The project does not trust forwarded headers when it is published.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;
