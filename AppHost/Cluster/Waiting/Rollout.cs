using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>Waits until the brokers, the programs and the page's address are there, and says what happens meanwhile.</summary>
internal sealed class Rollout(ClusterApi cluster, DeploymentSettings settings, TimeSpan timeout, TimeProvider time, ILogger logger)
{
    private const string WarningsOnly = "fieldSelector=type%3DWarning";
    private static readonly string _ours = $"labelSelector={Uri.EscapeDataString($"app.kubernetes.io/part-of={PublishedNames.PartOf}")}";

    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    /// <summary>Waits for the brokers, where Strimzi runs them, and then for every program.</summary>
    /// <exception cref="DistributedApplicationException">It takes longer than the time limit, or cannot come right; the sentences say what is in the way.</exception>
    public async Task WaitAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);

        if (settings.Kafka is KafkaKind.Strimzi or KafkaKind.StrimziPersistent)
        {
            await WaitForKafkaAsync(either.Token, ct);
        }

        await WaitForProgramsAsync(either.Token, ct);
    }

    /// <summary>Waits until the page has an address outside the cluster.</summary>
    /// <returns>The address; null when the service is of a kind that gets none.</returns>
    /// <exception cref="DistributedApplicationException">It takes longer than the time limit.</exception>
    public async Task<Uri?> WaitForAddressAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var services = await cluster.Discovery.GetAsync("v1", "Service", ct);

        try
        {
            await foreach (var set in ClusterWatch.FollowAsync(cluster, services, settings.Namespace, Named(PublishedNames.Consumer), time, either.Token))
            {
                if (set.FirstOrDefault() is { } service)
                {
                    if (service.Text("spec", "type") != "LoadBalancer" || PageAddress.Of(service) is not null)
                    {
                        return PageAddress.Of(service);
                    }

                    Say("address", "The page's address: waiting for the load balancer.", isWarning: false);
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time limit; what was applied stays.
        }

        throw new DistributedApplicationException(
            $"The programs run, but the Service '{PublishedNames.Consumer}' got no address within {timeout.TotalMinutes:0.#} minutes: kubectl describe service {PublishedNames.Consumer} -n {settings.Namespace} tells why (quota of public addresses, subnet rights of the cluster's identity). "
            + $"Until then: kubectl port-forward service/{PublishedNames.Consumer} 8080:80 -n {settings.Namespace}.");
    }

    private async Task WaitForKafkaAsync(CancellationToken limited, CancellationToken ct)
    {
        var resource = await cluster.Discovery.GetAsync(StrimziCluster.ApiVersion, "Kafka", ct);
        var last = new KafkaState(false, "it is not there", null);

        try
        {
            await foreach (var set in ClusterWatch.FollowAsync(cluster, resource, settings.Namespace, Named(StrimziCluster.Name), time, limited))
            {
                last = set.FirstOrDefault() is { } kafka ? KafkaState.Of(kafka) : last;
                Say("Kafka", $"Kafka {StrimziCluster.Name}: {last.Text}.", isWarning: false);

                if (last.Trouble is { } trouble)
                {
                    Say("Kafka trouble", trouble.Sentence, isWarning: true);
                }

                if (last.IsReady)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time limit.
        }

        throw new DistributedApplicationException(
            $"The brokers are not ready after {timeout.TotalMinutes:0.#} minutes ({last.Text}). {last.Trouble?.Sentence ?? KafkaState.NoOperator(settings.Namespace)} Deploy again to go on waiting; a longer time is given with --timeout.");
    }

    private async Task WaitForProgramsAsync(CancellationToken limited, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limited);
        var view = new ConcurrentDictionary<string, IReadOnlyCollection<JsonObject>>();
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var state = RolloutState.Nothing;
        Task[] followers =
        [
            await FollowAsync("apps/v1", "Deployment", _ours, view, changes.Writer, ending.Token, ct),
            await FollowAsync("v1", "Pod", _ours, view, changes.Writer, ending.Token, ct),
            await FollowAsync("v1", "Event", WarningsOnly, view, changes.Writer, ending.Token, ct),
        ];

        try
        {
            await foreach (var _ in changes.Reader.ReadAllAsync(limited))
            {
                if (view.Count < followers.Length)
                {
                    continue;
                }

                state = RolloutState.Of(view["Deployment"], view["Pod"], view["Event"]);
                Show(state);

                if (state.Troubles.FirstOrDefault(trouble => trouble.IsFinal) is { } final)
                {
                    throw new DistributedApplicationException($"{final.Sentence} Waiting does not mend this.");
                }

                if (state.IsDone)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time limit.
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(followers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw new DistributedApplicationException(string.Join(
            Environment.NewLine,
            [
                $"Not everything runs after {timeout.TotalMinutes:0.#} minutes: {string.Join("; ", state.Lines.Values)}.",
                .. state.Troubles.Select(trouble => trouble.Sentence),
                "Deploy again to go on waiting; a longer time is given with --timeout.",
            ]));
    }

    /// <summary>Follows a kind in the background; what ends it ends the waiting.</summary>
    private async Task<Task> FollowAsync(
        string apiVersion, string kind, string selector, ConcurrentDictionary<string, IReadOnlyCollection<JsonObject>> view, ChannelWriter<bool> changes, CancellationToken limited, CancellationToken ct)
    {
        var resource = await cluster.Discovery.GetAsync(apiVersion, kind, ct);
        return RunAsync();

        async Task RunAsync()
        {
            try
            {
                await foreach (var set in ClusterWatch.FollowAsync(cluster, resource, settings.Namespace, selector, time, limited))
                {
                    view[kind] = set;
                    changes.TryWrite(true);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                changes.TryComplete(e);
            }
        }
    }

    private void Show(RolloutState state)
    {
        foreach (var (subject, text) in state.Lines)
        {
            Say(subject, $"{text}.", isWarning: false);
        }

        foreach (var trouble in state.Troubles)
        {
            Say(trouble.Sentence, trouble.Sentence, isWarning: true);
        }
    }

    /// <summary>Says what is new about a subject.</summary>
    private void Say(string subject, string text, bool isWarning)
    {
        if (_said.TryGetValue(subject, out var before) && before == text)
        {
            return;
        }

        _said[subject] = text;

        if (isWarning)
        {
            logger.Warn(text);
        }
        else
        {
            logger.Say(text);
        }
    }

    private static string Named(string name) => $"fieldSelector={Uri.EscapeDataString($"metadata.name={name}")}";
}
