namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that neither starts nor stops.</summary>
public interface IResourceWithoutLifetime : IResource;
