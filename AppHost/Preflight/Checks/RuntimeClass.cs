using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the cluster has the runtime class of the confidential pod, and a ready node that may run it.</summary>
internal sealed class RuntimeClass(DeploymentSettings settings, ClusterReader cluster) : IPreflightCheck
{
    public string Name => "Runtime class";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => await (await cluster.AskAsync($"/apis/node.k8s.io/v1/runtimeclasses/{settings.RuntimeClass}", ct)).JudgeAsync(
            found => JudgeAsync(found, ct),
            () => Finding.Missing($"there is no runtime class '{settings.RuntimeClass}'", Install));

    private Remedy Install => Remedy.Sentence(settings.Profile == DeploymentProfile.Coco
        ? "Install the Confidential Containers operator, or name the cluster's own class as Parameters:runtime-class."
        : "It comes with the confidential node pool: see the row of the pool, or name the cluster's own class as Parameters:runtime-class.");

    private async Task<Finding> JudgeAsync(JsonNode runtimeClass, CancellationToken ct)
    {
        if (runtimeClass.Text("handler") is not { } handler)
        {
            return Finding.Unknown($"the cluster does not say what '{settings.RuntimeClass}' runs");
        }

        string[] labels = runtimeClass.At("scheduling", "nodeSelector") is JsonObject selector ? [.. selector.Select(label => $"{label.Key}={label.Value}")] : [];

        return labels.Length == 0
            ? Finding.Ok($"{settings.RuntimeClass}, handler {handler}, for every node")
            : (await cluster.AskAsync(Nodes.Path(labels), ct)).Judge(
                list => Nodes.CountReady(list) is var count and > 0
                    ? Finding.Ok($"{settings.RuntimeClass}, {count} ready {(count == 1 ? "node" : "nodes")}")
                    : Finding.Missing($"{settings.RuntimeClass} is there, but no ready node has {string.Join(", ", labels)}", Remedy.Command("kubectl", "get", "nodes", "--selector", string.Join(',', labels))),
                () => Finding.Unknown("the cluster lists no nodes"));
    }
}
