using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Asks the cluster which kinds it serves, each API version once.</summary>
internal sealed class ApiDiscovery(ClusterApi cluster)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ApiResource>?> _known = new(StringComparer.Ordinal);

    /// <summary>A kind, or null when the cluster does not serve it.</summary>
    public async Task<ApiResource?> FindAsync(string apiVersion, string kind, CancellationToken ct)
        => (await ResourcesAsync(apiVersion, ct))?.FirstOrDefault(resource => resource.Kind == kind);

    /// <summary>A kind that has to be there.</summary>
    /// <exception cref="DistributedApplicationException">The cluster does not serve it; the sentence says what is not installed.</exception>
    public async Task<ApiResource> GetAsync(string apiVersion, string kind, CancellationToken ct)
        => await FindAsync(apiVersion, kind, ct) ?? throw new DistributedApplicationException(Missing(apiVersion, kind));

    /// <summary>Every kind of namespaced objects that can be listed, each in its preferred version.</summary>
    /// <exception cref="ClusterException">A group does not answer: what is in it is not known then.</exception>
    public async Task<IReadOnlyList<ApiResource>> NamespacedAsync(CancellationToken ct)
    {
        var groups = await cluster.GetAsync("/apis", "discover the API groups", ct);
        string[] versions = ["v1", .. groups.Items("groups").Select(group => group.Text("preferredVersion", "groupVersion")).OfType<string>()];
        var resources = new List<ApiResource>();

        foreach (var version in versions)
        {
            resources.AddRange((await ResourcesAsync(version, ct) ?? []).Where(resource => resource.IsNamespaced && resource.Verbs.Contains("list")));
        }

        return resources;
    }

    /// <summary>What is said when a kind is not served.</summary>
    public static string Missing(string apiVersion, string kind) => apiVersion.StartsWith($"{StrimziCluster.ApiGroup}/", StringComparison.Ordinal)
        ? $"The cluster does not know the kind {kind} of {apiVersion}: Strimzi's operator is not installed, or in a version that serves another one. Install Strimzi 0.49 or newer (https://strimzi.io/quickstarts), or use other brokers: --Parameters:kafka=event-hubs or external."
        : $"The cluster does not know the kind {kind} of {apiVersion}; its Kubernetes version is too old for what is published, or an extension is not installed.";

    private async Task<IReadOnlyList<ApiResource>?> ResourcesAsync(string apiVersion, CancellationToken ct)
    {
        if (_known.TryGetValue(apiVersion, out var known))
        {
            return known;
        }

        var answer = await cluster.FindAsync(ApiResource.RootPath(apiVersion), $"discover the kinds of {apiVersion}", ct);
        return _known[apiVersion] = answer is null ? null : [.. answer.Items("resources").Where(IsWhole).Select(item => Read(apiVersion, item))];
    }

    /// <summary>Whether it is a kind and not a part of one, such as <c>deployments/scale</c>.</summary>
    private static bool IsWhole(JsonNode item) => item.Text("name") is { } name && !name.Contains('/', StringComparison.Ordinal);

    private static ApiResource Read(string apiVersion, JsonNode item) => new(
        apiVersion,
        item.Text("kind") ?? "",
        item.Text("name") ?? "",
        item.IsTrue("namespaced"),
        [.. item.Items("verbs").Select(verb => verb.ToString())]);
}
