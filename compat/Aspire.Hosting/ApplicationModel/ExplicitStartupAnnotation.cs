namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource is started by a person, not by the application.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
