using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>How far a Deployment is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDone">Whether all its pods are the new ones and serve.</param>
/// <param name="Text">The state in a few words.</param>
/// <param name="Trouble">Why no pods come, if so.</param>
internal sealed record DeploymentState(string Name, bool IsDone, string Text, Trouble? Trouble)
{
    public static DeploymentState Of(JsonObject deployment)
    {
        var name = deployment.Text("metadata", "name") ?? "?";
        var wanted = deployment.At("spec", "replicas") is null ? 1 : deployment.Number("spec", "replicas");
        var updated = deployment.Number("status", "updatedReplicas");
        var available = deployment.Number("status", "availableReplicas");
        var isSeen = deployment.Number("status", "observedGeneration") >= deployment.Number("metadata", "generation");
        var isDone = isSeen && updated == wanted && available == wanted && deployment.Number("status", "replicas") == wanted;
        return new DeploymentState(name, isDone, isDone ? "ready" : $"{Math.Min(updated, available)} of {wanted} pods ready", TroubleOf(name, deployment));
    }

    private static Trouble? TroubleOf(string name, JsonObject deployment)
    {
        if (deployment.Items("status", "conditions").FirstOrDefault(item => item.Text("type") == "ReplicaFailure" && item.Text("status") == "True") is not { } failure)
        {
            return null;
        }

        var message = failure.Text("message") ?? "";
        return message.Contains("RuntimeClass", StringComparison.OrdinalIgnoreCase)
            ? new Trouble(
                TroubleKind.RuntimeClass,
                $"{name} gets no pods: {message}. The cluster lacks the pod's runtime class: add a confidential node pool (workload runtime KataCcIsolation), or name the class that the cluster has with --Parameters:runtime-class.",
                IsFinal: true)
            : message.Contains("exceeded quota", StringComparison.Ordinal)
                ? new Trouble(TroubleKind.Admission, $"{name} gets no pods: the namespace's quota is used up: {message}.", IsFinal: false)
                : new Trouble(TroubleKind.Admission, $"{name} gets no pods: {message}.", IsFinal: false);
    }
}
