using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>How far all programs are.</summary>
/// <param name="IsDone">Whether every program runs.</param>
/// <param name="Lines">The state of each Deployment and pod, in a few words, by its name.</param>
/// <param name="Troubles">What is in the way.</param>
internal sealed record RolloutState(bool IsDone, IReadOnlyDictionary<string, string> Lines, IReadOnlyList<Trouble> Troubles)
{
    private static readonly string[] _programs = [PublishedNames.Consumer, PublishedNames.ConsumerPlain, PublishedNames.Producer];

    /// <summary>Nothing is known yet.</summary>
    public static RolloutState Nothing { get; } = new(false, new Dictionary<string, string> { ["cluster"] = "the cluster has said nothing yet" }, []);

    public static RolloutState Of(IReadOnlyCollection<JsonObject> deployments, IReadOnlyCollection<JsonObject> pods, IReadOnlyCollection<JsonObject> events)
    {
        var states = deployments.Select(DeploymentState.Of).OrderBy(state => state.Name, StringComparer.Ordinal).ToList();
        var living = pods.Where(pod => pod.At("metadata", "deletionTimestamp") is null).ToList();
        var isComplete = _programs.All(name => states.Any(state => state.Name == name && state.IsDone));
        var lines = states.ToDictionary(state => state.Name, state => $"{state.Name}: {state.Text}");

        foreach (var name in _programs.Where(name => !lines.ContainsKey(name)))
        {
            lines[name] = $"{name}: not there";
        }

        foreach (var pod in living.Where(pod => !PodTroubles.IsReady(pod)))
        {
            var name = pod.Text("metadata", "name") ?? "?";
            lines[name] = $"{name}: {PodTroubles.State(pod)}";
        }

        return new RolloutState(
            isComplete,
            lines,
            [.. states.Select(state => state.Trouble).OfType<Trouble>(), .. living.SelectMany(pod => PodTroubles.Of(pod, events))]);
    }
}
