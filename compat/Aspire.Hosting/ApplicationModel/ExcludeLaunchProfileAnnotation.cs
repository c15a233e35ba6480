namespace Aspire.Hosting.ApplicationModel;

/// <summary>The project is started without its launch profile.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;
