using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Reads from a pod's status and events why it does not get ready.</summary>
internal static class PodTroubles
{
    private const int LongestMessage = 400;

    /// <summary>The troubles of a pod; none when it is ready or simply on its way.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="events">The warnings about the namespace's objects.</param>
    public static IReadOnlyList<Trouble> Of(JsonObject pod, IEnumerable<JsonObject> events)
    {
        if (IsReady(pod))
        {
            return [];
        }

        var name = pod.Text("metadata", "name") ?? "?";
        var warnings = events
            .Where(warning => warning.Text("involvedObject", "uid") == pod.Text("metadata", "uid"))
            .Select(warning => warning.Text("message") ?? "")
            .ToList();
        Trouble?[] troubles =
        [
            Scheduling(name, pod),
            .. Containers(pod).Select(container => OfContainer(name, pod, container)),
            .. warnings.Select(message => OfMessage(name, message)),
        ];

        // The runtime's reason is told in the events and again in the status.
        return [.. troubles.OfType<Trouble>().DistinctBy(trouble => (trouble.Kind, trouble.Sentence))];
    }

    /// <summary>Whether the pod serves.</summary>
    public static bool IsReady(JsonObject pod) => Condition(pod, "Ready").Text("status") == "True";

    /// <summary>How far a pod is, in a few words.</summary>
    public static string State(JsonObject pod)
    {
        if (IsReady(pod))
        {
            return "ready";
        }

        if (Condition(pod, "PodScheduled").Text("status") != "True")
        {
            return "waiting for a node";
        }

        var states = Containers(pod)
            .Where(container => !container.IsTrue("ready"))
            .Select(container => $"{container.Text("name")} {container.Text("state", "waiting", "reason") ?? (container.At("state", "terminated") is null ? "starting" : "ended")}");
        return string.Join(", ", states) is { Length: > 0 } text ? text : "starting";
    }

    private static IEnumerable<JsonNode> Containers(JsonObject pod)
        => pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses"));

    private static JsonNode? Condition(JsonObject pod, string type)
        => pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    private static Trouble? Scheduling(string name, JsonObject pod)
    {
        if (Condition(pod, "PodScheduled") is not { } condition || condition.Text("reason") != "Unschedulable")
        {
            return null;
        }

        var message = condition.Text("message") ?? "";
        var selector = pod.At("spec", "nodeSelector") is JsonObject labels
            ? string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}"))
            : "";
        var advice = message.Contains("node affinity", StringComparison.Ordinal) || message.Contains("node selector", StringComparison.Ordinal)
            ? $"No node has the labels that the pod asks for{(selector.Length > 0 ? $" ({selector})" : "")}: is the confidential node pool there, and started?"
            : message.Contains("Insufficient", StringComparison.Ordinal)
                ? "The nodes are full: give the pool another node."
                : message.Contains("taint", StringComparison.Ordinal) ? "The nodes' taints keep the pod away." : "Look at the nodes: kubectl get nodes --show-labels.";
        return new Trouble(TroubleKind.Scheduling, $"{name} has no node: {Cut(message)}. {advice}", IsFinal: false);
    }

    private static Trouble? OfContainer(string pod, JsonObject spec, JsonNode container)
    {
        var name = container.Text("name") ?? "?";
        var reason = container.Text("state", "waiting", "reason");
        var message = container.Text("state", "waiting", "message") ?? "";
        var last = container.At("lastState", "terminated") ?? container.At("state", "terminated");

        if (PolicyDenial.Find($"{message} {last.Text("message")}") is { } denial)
        {
            return new Trouble(TroubleKind.Policy, $"{pod}, container {name}: {denial.Sentence}", IsFinal: true);
        }

        return reason switch
        {
            "ImagePullBackOff" or "ErrImagePull" or "InvalidImageName" or "ErrImageNeverPull" => new Trouble(
                TroubleKind.Image,
                $"{pod}: the image '{ImageOf(spec, name)}' of the container {name} cannot be pulled: {Cut(message)}. Is it pushed (do {StepNames.PushImages}), and may the cluster pull from the registry (az aks update --attach-acr)?",
                IsFinal: reason == "InvalidImageName"),
            "CreateContainerConfigError" => new Trouble(
                TroubleKind.Configuration, $"{pod}, container {name}: something that it mounts or reads is missing: {Cut(message)}.", IsFinal: false),
            "CrashLoopBackOff" => new Trouble(
                TroubleKind.Crash,
                $"{pod}: the container {name} ends again and again (exit code {last.Number("exitCode")}, {last.Text("reason") ?? "Error"}{(last.Text("message") is { Length: > 0 } said ? $": {Cut(said)}" : "")}). kubectl logs -n {spec.Text("metadata", "namespace")} {pod} -c {name} --previous, where the policy allows it.",
                IsFinal: false),
            "CreateContainerError" or "RunContainerError" or "StartError" => OfMessage(pod, message) ?? new Trouble(
                TroubleKind.Configuration, $"{pod}: the container {name} cannot be started: {Cut(message)}.", IsFinal: false),
            _ => null,
        };
    }

    private static Trouble? OfMessage(string pod, string message)
    {
        if (PolicyDenial.Find(message) is { } denial)
        {
            return new Trouble(TroubleKind.Policy, $"{pod}: {denial.Sentence}", IsFinal: true);
        }

        if (message.Contains("no runtime for", StringComparison.Ordinal) || message.Contains("RuntimeHandler", StringComparison.OrdinalIgnoreCase))
        {
            return new Trouble(
                TroubleKind.RuntimeClass,
                $"{pod}: its node does not know the runtime of the pod's runtime class: {Cut(message)}. The pod belongs on the confidential pool (workload runtime KataCcIsolation).",
                IsFinal: false);
        }

        return message.Contains("FailedMount", StringComparison.Ordinal) || message.Contains("MountVolume.SetUp failed", StringComparison.Ordinal)
            ? new Trouble(TroubleKind.Configuration, $"{pod}: a volume cannot be mounted: {Cut(message)}.", IsFinal: false)
            : null;
    }

    private static string ImageOf(JsonObject pod, string container)
        => pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers"))
            .FirstOrDefault(item => item.Text("name") == container)
            .Text("image") ?? "?";

    private static string Cut(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length > LongestMessage ? $"{line[..LongestMessage]} ..." : line;
    }
}
