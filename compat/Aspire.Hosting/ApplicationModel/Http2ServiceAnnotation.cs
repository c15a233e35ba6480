namespace Aspire.Hosting.ApplicationModel;

/// <summary>The endpoints of the resource speak HTTP/2.</summary>
internal sealed class Http2ServiceAnnotation : IResourceAnnotation;
