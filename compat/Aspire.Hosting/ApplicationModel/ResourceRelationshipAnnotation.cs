namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation to another resource.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The kind of relation: Reference, WaitFor, Parent or any text.</summary>
    public string Type { get; } = type;
}
