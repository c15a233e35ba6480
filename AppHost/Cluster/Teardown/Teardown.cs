using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>Takes down what a deployment made, after saying what that is. What others put into the namespace stays, and the namespace with it.</summary>
internal sealed class Teardown(ClusterApi cluster, ClusterOptions options, OperatorConsole console, DeploymentSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Says what goes, asks, deletes and waits until it is gone.</summary>
    /// <param name="key">The message key, when it is to go too.</param>
    /// <param name="ct">Ends it; what was deleted stays deleted.</param>
    /// <exception cref="DistributedApplicationException">The cluster or the operator refuses, or it takes longer than the time limit.</exception>
    public async Task RunAsync(DoomedKey? key, CancellationToken ct)
    {
        Consent.RequireObtainable(console, options);
        var doomed = await FindAsync(ct);
        var namespaceGoes = await DoesNamespaceGoAsync(doomed, ct);

        logger.Say($"The cluster at {cluster.Address} (context '{cluster.Context}'), namespace '{settings.Namespace}': {(doomed.Count == 0 ? "nothing of a deployment is there" : "this goes")}.");
        foreach (var line in doomed.Select(item => $"  delete {item}").Append(namespaceGoes ? $"  delete Namespace {settings.Namespace}" : null).OfType<string>())
        {
            logger.Say(line);
        }

        logger.Say(key is null
            ? $"  keep   the message key '{settings.KeyName}' in the vault; it goes with --delete-key only"
            : $"  delete the message key '{key.Name}' in {key.Vault.Authority}: messages that it seals are lost with it, unless it is recovered while the vault keeps it");

        if (options.DryRun)
        {
            logger.Say("A dry run: nothing was deleted.");
            return;
        }

        if (doomed.Count == 0 && !namespaceGoes && key is null)
        {
            return;
        }

        await Consent.ObtainAsync(console, options, $"Delete {doomed.Count + (namespaceGoes ? 1 : 0)} objects in the namespace '{settings.Namespace}' of '{cluster.Context}'{(key is null ? "" : " and the message key")}?", ct);
        await DeleteAsync(doomed, namespaceGoes, ct);

        if (key is not null)
        {
            var kept = await key.DeleteAsync(ct);
            logger.Say(kept is { } date
                ? $"Deleted the message key '{key.Name}' in {key.Vault.Authority}. Until {date.UtcDateTime:yyyy-MM-dd} the name is taken and the key comes back with: az keyvault key recover {key.Vault.Option} --name {key.Name}"
                : $"There is no key '{key.Name}' in {key.Vault.Authority} any more.");
        }
    }

    private async Task<IReadOnlyList<DoomedObject>> FindAsync(CancellationToken ct)
    {
        var doomed = new List<DoomedObject>();

        foreach (var kind in DeletableKind.All)
        {
            if (await cluster.Discovery.FindAsync(kind.ApiVersion, kind.Kind, ct) is { } resource)
            {
                doomed.AddRange((await cluster.ListAsync(resource, settings.Namespace, kind.Labels, ct)).Select(item => new DoomedObject(resource, item.Name)));
            }
        }

        return doomed;
    }

    private async Task<bool> DoesNamespaceGoAsync(IReadOnlyCollection<DoomedObject> doomed, CancellationToken ct)
    {
        var namespaces = await cluster.Discovery.GetAsync("v1", "Namespace", ct);

        if (await cluster.FindObjectAsync(namespaces, null, settings.Namespace, ct) is not { } ns)
        {
            return false;
        }

        if (ns.Text("metadata", "labels", "app.kubernetes.io/part-of") != PublishedNames.PartOf)
        {
            logger.Say($"The namespace '{settings.Namespace}' was not made by a deployment; it stays.");
            return false;
        }

        try
        {
            var others = await NamespaceContents.OthersAsync(cluster, settings.Namespace, doomed, ct);

            if (others.Count > 0)
            {
                logger.Say($"The namespace '{settings.Namespace}' holds other things too and stays: {string.Join(", ", others.Take(10))}{(others.Count > 10 ? $" and {others.Count - 10} more" : "")}.");
            }

            return others.Count == 0;
        }
        catch (ClusterException e)
        {
            logger.Warn($"The namespace '{settings.Namespace}' stays, since it is not known what else is in it. {e.Message}");
            return false;
        }
    }

    private async Task DeleteAsync(IReadOnlyList<DoomedObject> doomed, bool namespaceGoes, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var waiting = new List<DoomedObject>();

        try
        {
            foreach (var kind in DeletableKind.All)
            {
                foreach (var item in doomed.Where(item => item.Resource.Kind == kind.Kind))
                {
                    await cluster.DeleteAsync(item.Resource, settings.Namespace, item.Name, either.Token);
                    waiting.Add(item);
                }

                if (kind.IsGoneBeforeNext)
                {
                    await WaitAsync(waiting, either.Token);
                }
            }

            await WaitAsync(waiting, either.Token);

            if (namespaceGoes)
            {
                var namespaces = await cluster.Discovery.GetAsync("v1", "Namespace", either.Token);
                await cluster.DeleteAsync(namespaces, null, settings.Namespace, either.Token);
                waiting.Add(new DoomedObject(namespaces, settings.Namespace));
                await WaitAsync(waiting, either.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"After {options.Timeout.TotalMinutes:0.#} minutes this is still there: {string.Join(", ", waiting)}. Its finalizers wait for somebody, such as an operator that is gone: kubectl get -o yaml shows them. Do teardown again to go on.");
        }
    }

    /// <summary>Waits until all of them are gone, and says which are.</summary>
    private async Task WaitAsync(List<DoomedObject> waiting, CancellationToken ct)
    {
        while (true)
        {
            foreach (var item in waiting.ToList())
            {
                if (await cluster.FindObjectAsync(item.Resource, settings.Namespace, item.Name, ct) is null)
                {
                    waiting.Remove(item);
                    logger.Say($"Deleted {item}.");
                }
            }

            if (waiting.Count == 0)
            {
                return;
            }

            await Task.Delay(_pause, time, ct);
        }
    }
}
