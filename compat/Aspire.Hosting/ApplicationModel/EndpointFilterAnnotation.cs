namespace Aspire.Hosting.ApplicationModel;

/// <summary>The endpoints that a project is told of.</summary>
internal sealed class EndpointFilterAnnotation(Func<EndpointAnnotation, bool> filter) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Filter { get; } = filter;
}
