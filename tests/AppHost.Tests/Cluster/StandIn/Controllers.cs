using System.Text.Json.Nodes;

namespace CcDemo.AppHost.Tests;

/// <summary>What a cluster's controllers make of what is written.</summary>
internal static class Controllers
{
    public const string Address = "203.0.113.7";

    /// <summary>All well: brokers and programs get ready, the page gets an address.</summary>
    public static void AllWell(StandInCluster cluster, JsonObject content)
    {
        var name = content["metadata"]!["name"]!.ToString();

        switch (content["kind"]!.ToString())
        {
            case "Kafka":
                cluster.Put($"/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkas/{name}", Json("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}"""));
                break;
            case "Deployment":
                Ready(cluster, name);
                break;
            case "Service" when name == "consumer":
                cluster.Put($"/api/v1/namespaces/kafka/services/{name}", Json($$$$"""{"status":{"loadBalancer":{"ingress":[{"ip":"{{{{Address}}}}"}]}}}"""));
                break;
        }
    }

    /// <summary>A program runs.</summary>
    public static void Ready(StandInCluster cluster, string name)
    {
        Pod(cluster, name, """{"conditions":[{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"True"}]}""");
        cluster.Put($"/apis/apps/v1/namespaces/kafka/deployments/{name}", Json("""{"status":{"replicas":1,"updatedReplicas":1,"availableReplicas":1}}"""));
    }

    /// <summary>A program's pod is in some state.</summary>
    public static void Pod(StandInCluster cluster, string program, string status, string spec = "{}")
        => cluster.Put($"/api/v1/namespaces/kafka/pods/{program}-1", Json($$"""
            {
              "apiVersion": "v1", "kind": "Pod",
              "metadata": { "name": "{{program}}-1", "namespace": "kafka", "labels": { "app.kubernetes.io/part-of": "ccdemo", "app.kubernetes.io/name": "{{program}}" }, "ownerReferences": [{ "kind": "ReplicaSet" }] },
              "spec": {{spec}},
              "status": {{status}}
            }
            """));

    /// <summary>A warning about a program's pod.</summary>
    public static void Warning(StandInCluster cluster, string program, string reason, string message)
        => cluster.Put($"/api/v1/namespaces/kafka/events/{program}-{reason}", new JsonObject
        {
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = $"{program}-{reason}", ["namespace"] = "kafka" },
            ["type"] = "Warning",
            ["reason"] = reason,
            ["message"] = message,
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["name"] = $"{program}-1", ["uid"] = $"uid-of-/api/v1/namespaces/kafka/pods/{program}-1" },
        });

    public static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
