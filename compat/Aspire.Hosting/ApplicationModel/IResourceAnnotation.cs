namespace Aspire.Hosting.ApplicationModel;

/// <summary>A piece of knowledge about a resource.</summary>
public interface IResourceAnnotation;
