using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>Brings the cluster to what the files say: shows what differs, asks, applies in order. Doing it again changes nothing.</summary>
internal sealed class Deployer(ClusterApi cluster, ClusterOptions options, OperatorConsole console, ILogger logger)
{
    /// <summary>Shows what would change and, unless that is all that is wanted, changes it.</summary>
    /// <returns>The browser token; null when nothing was to be changed.</returns>
    /// <exception cref="DistributedApplicationException">The cluster refuses something, or the operator does.</exception>
    public async Task<string?> DeployAsync(IReadOnlyList<ClusterObject> objects, string ns, CancellationToken ct)
    {
        Consent.RequireObtainable(console, options);
        var planner = new DeploymentPlanner(cluster, options.ForceConflicts);
        var plan = await planner.PlanAsync(objects, "Nothing was changed.", ct);
        var isNew = plan.Any(planned => planned.Change == ObjectChange.CreatedUnchecked);
        var hasToken = !isNew && await BrowserTokenSecret.FindAsync(cluster, ns, ct) is not null;
        var count = plan.Count(planned => planned.Change != ObjectChange.None) + (hasToken ? 0 : 1);

        logger.Say($"The cluster at {cluster.Address} (context '{cluster.Context}'), namespace '{ns}': {(count == 0 ? "nothing differs from the files" : $"{count} of {plan.Count + 1} objects differ")}.");
        foreach (var line in plan.SelectMany(planned => planned.Lines).Append($"  {(hasToken ? "unchanged" : "create   ")} Secret {PublishedNames.BrowserTokenSecret}{(hasToken ? "" : " (with a new random token)")}"))
        {
            logger.Say(line);
        }

        if (options.DryRun)
        {
            logger.Say("A dry run: nothing was changed.");
            return null;
        }

        if (count > 0)
        {
            await Consent.ObtainAsync(console, options, $"Change {count} objects in the namespace '{ns}' of '{cluster.Context}'?", ct);
        }

        return await ApplyAsync(plan, planner, ns, ct);
    }

    private async Task<string> ApplyAsync(IReadOnlyList<PlannedObject> plan, DeploymentPlanner planner, string ns, CancellationToken ct)
    {
        foreach (var planned in plan.Where(planned => planned.Change != ObjectChange.None && planned.Content.Kind == "Namespace"))
        {
            await ApplyAsync(planned, ct);
        }

        var uncheckedYet = plan.Where(planned => planned.Change == ObjectChange.CreatedUnchecked).Select(planned => planned.Content).ToList();
        await planner.PlanAsync(uncheckedYet, $"The namespace '{ns}' was made, nothing else was changed.", ct);

        // The pods that mount it would wait for it.
        var token = await BrowserTokenSecret.EnsureAsync(cluster, ns, ct);

        foreach (var planned in plan.Where(planned => planned.Change != ObjectChange.None && planned.Content.Kind != "Namespace"))
        {
            await ApplyAsync(planned, ct);
        }

        return token;
    }

    private async Task ApplyAsync(PlannedObject planned, CancellationToken ct)
    {
        await cluster.ApplyAsync(planned.Resource, planned.Content, dryRun: false, options.ForceConflicts, ct);
        logger.Say($"Applied {planned.Content}.");
    }
}
