using System.Net;

namespace CcDemo.AppHost;

/// <summary>Has the cluster try each object without keeping it (a dry run on the server's side) and compares the outcome with what is there.</summary>
internal sealed class DeploymentPlanner(ClusterApi cluster, bool force)
{
    /// <summary>What applying the objects would do.</summary>
    /// <param name="objects">The objects, a namespace before what is in it.</param>
    /// <param name="changedSoFar">What has been changed before, for the operator who has to stop here.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="DistributedApplicationException">The cluster refuses some of it: every refusal is named.</exception>
    public async Task<IReadOnlyList<PlannedObject>> PlanAsync(IReadOnlyList<ClusterObject> objects, string changedSoFar, CancellationToken ct)
    {
        var plan = new List<PlannedObject>();
        var refusals = new List<string>();

        foreach (var content in objects)
        {
            try
            {
                plan.Add(await PlanAsync(content, isNamespaceNew: plan.Any(planned => IsNewNamespaceOf(planned, content)), ct));
            }
            catch (DistributedApplicationException e) when (e is not ClusterException { Status: null or HttpStatusCode.Unauthorized })
            {
                refusals.Add(e.Message);
            }
        }

        return refusals.Count == 0
            ? plan
            : throw new DistributedApplicationException(string.Join(Environment.NewLine, refusals.Distinct().Append(changedSoFar)));
    }

    private async Task<PlannedObject> PlanAsync(ClusterObject content, bool isNamespaceNew, CancellationToken ct)
    {
        var resource = await cluster.Discovery.GetAsync(content.ApiVersion, content.Kind, ct);

        if (isNamespaceNew)
        {
            return new PlannedObject(content, resource, ObjectChange.CreatedUnchecked, []);
        }

        var before = await cluster.FindObjectAsync(resource, content.Namespace, content.Name, ct);
        var after = await cluster.ApplyAsync(resource, content, dryRun: true, force, ct);

        if (before is null)
        {
            return new PlannedObject(content, resource, ObjectChange.Created, []);
        }

        var differences = ObjectDifferences.Between(before, after);
        return new PlannedObject(content, resource, differences.Count > 0 ? ObjectChange.Changed : ObjectChange.None, differences);
    }

    private static bool IsNewNamespaceOf(PlannedObject planned, ClusterObject content)
        => planned is { Change: ObjectChange.Created, Content.Kind: "Namespace" } && planned.Content.Name == content.Namespace;
}
