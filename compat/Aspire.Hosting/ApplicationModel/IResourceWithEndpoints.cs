namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that can be reached at endpoints.</summary>
public interface IResourceWithEndpoints : IResource;
