namespace CcDemo.AppHost;

/// <summary>What is in a namespace besides what a deployment made: a namespace takes everything in it along.</summary>
internal static class NamespaceContents
{
    /// <summary>Groups whose objects are mere views of others.</summary>
    private static readonly string[] _views = ["metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io", "events.k8s.io", "discovery.k8s.io", "authorization.k8s.io", "coordination.k8s.io"];

    /// <summary>Kinds that come and go with others.</summary>
    private static readonly string[] _followers = ["Event", "Endpoints", "PodMetrics", "ControllerRevision"];

    /// <summary>What the cluster puts into every namespace.</summary>
    private static readonly (string Kind, string Name)[] _defaults = [("ConfigMap", "kube-root-ca.crt"), ("ServiceAccount", "default")];

    /// <summary>Everything else in the namespace.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="doomed">What goes anyway.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ClusterException">A kind cannot be listed: what is in the namespace is not known then.</exception>
    public static async Task<IReadOnlyList<string>> OthersAsync(ClusterApi cluster, string ns, IReadOnlyCollection<DoomedObject> doomed, CancellationToken ct)
    {
        var others = new List<string>();

        foreach (var resource in await cluster.Discovery.NamespacedAsync(ct))
        {
            if (_views.Contains(resource.Group) || _followers.Contains(resource.Kind))
            {
                continue;
            }

            others.AddRange(
                from item in await cluster.ListAsync(resource, ns, "", ct)
                where !_defaults.Contains((item.Kind, item.Name)) && !doomed.Any(one => one.Resource.Kind == item.Kind && one.Name == item.Name) && !GoesWith(item, doomed)
                select item.ToString());
        }

        return others;
    }

    /// <summary>Whether an object belongs to something that goes: what an owner made, and what Strimzi made for the brokers.</summary>
    private static bool GoesWith(ClusterObject item, IReadOnlyCollection<DoomedObject> doomed)
        => item.Content.Items("metadata", "ownerReferences").Any()
            || (item.Content.Text("metadata", "labels", "strimzi.io/cluster") == StrimziCluster.Name && doomed.Any(one => one.Resource.Kind == "Kafka"));
}
