using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the connection string of a resource as <c>ConnectionStrings__NAME</c>, and its properties as <c>NAME_PROPERTY</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false) where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        builder.WithReferenceRelationship(resource);

        return builder.WithEnvironment(context =>
        {
            var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}";
            context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);

            foreach (var (property, value) in resource.GetConnectionProperties())
            {
                context.EnvironmentVariables[$"{EnvironmentVariableName.Encode(name)}_{EnvironmentVariableName.Encode(property)}".ToUpperInvariant()] = value;
            }
        });
    }

    /// <summary>Gives the addresses of a resource as <c>services__NAME__SCHEME__INDEX</c> and <c>NAME_ENDPOINT</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source) where TDestination : IResourceWithEnvironment
        => builder.WithEndpoints(source.Resource, source.Resource.Name, _ => true);

    /// <summary>Gives the addresses of a resource under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name) where TDestination : IResourceWithEnvironment
        => builder.WithEndpoints(source.Resource, name, _ => true);

    /// <summary>Gives an address as <c>services__NAME__default__0</c>.</summary>
    /// <exception cref="InvalidOperationException">The address is not absolute, or has a path.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri) where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri)
        {
            throw new InvalidOperationException("The uri for service reference must be absolute.");
        }

        return uri.AbsolutePath == "/"
            ? builder.WithEnvironment($"services__{name}__default__0", uri.ToString())
            : throw new InvalidOperationException("The uri absolute path must be \"/\".");
    }

    /// <summary>Gives the address of one endpoint.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference) where TDestination : IResourceWithEnvironment
        => builder.WithEndpoints(
            endpointReference.Resource,
            endpointReference.Resource.Name,
            endpoint => string.Equals(endpoint.EndpointName, endpointReference.EndpointName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Relates the resource to another.</summary>
    public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type) where T : IResource
        => builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));

    /// <summary>The resource refers to another.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource) where T : IResource
        => builder.WithRelationship(resource, ResourceReferences.Reference);

    /// <summary>The resource refers to those in the expression.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, ReferenceExpression expression) where T : IResource
    {
        ResourceReferences.Add(builder.Resource, expression);
        return builder;
    }

    /// <summary>The resource refers to another.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> resourceBuilder) where T : IResource
        => builder.WithReferenceRelationship(resourceBuilder.Resource);

    /// <summary>The resource is shown under another.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent) where T : IResource
        => builder.WithParentRelationship(parent.Resource);

    /// <summary>The resource is shown under another.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent) where T : IResource
        => builder.WithRelationship(parent, ResourceReferences.Parent);

    private static IResourceBuilder<T> WithEndpoints<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints source, string serviceName, Func<EndpointReference, bool> filter)
        where T : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(source);

        return builder.WithEnvironment(context =>
        {
            Dictionary<string, int> indexes = new(StringComparer.OrdinalIgnoreCase);

            foreach (var endpoint in source.GetEndpoints())
            {
                // The index counts all endpoints of the scheme, so that it stays the same when only some are referred to.
                var index = indexes.GetValueOrDefault(endpoint.Scheme);
                indexes[endpoint.Scheme] = index + 1;

                if (filter(endpoint))
                {
                    context.EnvironmentVariables[$"{EnvironmentVariableName.Encode(serviceName)}_{EnvironmentVariableName.Encode(endpoint.EndpointName)}".ToUpperInvariant()] = endpoint;
                    context.EnvironmentVariables[$"services__{serviceName}__{endpoint.Scheme}__{index}"] = endpoint;
                }
            }
        });
    }
}
