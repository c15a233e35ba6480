using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Puts together the URLs that are shown for a resource.</summary>
internal static class ResourceUrls
{
    public static async Task PublishAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ResourceNotificationService notifications, ResourceLoggerService loggers, CancellationToken ct)
    {
        List<ResourceUrlAnnotation> urls = [];

        if (resource is IResourceWithEndpoints withEndpoints)
        {
            urls.AddRange(withEndpoints.GetEndpoints().Where(e => e.IsAllocated).Select(e => new ResourceUrlAnnotation { Url = e.Url, Endpoint = e }));
        }

        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, ct) { Logger = loggers.GetLogger(resource) };

        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        if (urls.Count == 0)
        {
            return;
        }

        foreach (var url in urls.Where(u => u.Endpoint is { IsAllocated: true } && !Uri.TryCreate(u.Url, UriKind.Absolute, out _) || u.Url.StartsWith('/')))
        {
            if (url.Endpoint is { IsAllocated: true } endpoint)
            {
                url.Url = new Uri(new Uri(endpoint.Url), url.Url).ToString();
            }
        }

        foreach (var old in resource.Annotations.OfType<ResourceUrlAnnotation>().ToArray())
        {
            resource.Annotations.Remove(old);
        }

        urls.ForEach(resource.Annotations.Add);
        var snapshots = urls.OrderByDescending(u => u.DisplayOrder ?? 0).Select(ToSnapshot).ToImmutableArray();
        await notifications.PublishUpdateAsync(resource, s => s with { Urls = snapshots }).ConfigureAwait(false);
    }

    private static UrlSnapshot ToSnapshot(ResourceUrlAnnotation url) => new(url.Endpoint?.EndpointName, url.Url, url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
    {
        DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        IsInactive = url.Endpoint is not null,
    };
}
