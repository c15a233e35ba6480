using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The nodes of a cluster, as its API lists them.</summary>
internal static class Nodes
{
    /// <summary>Where the nodes with all of some labels are listed.</summary>
    /// <param name="labels">Each <c>name=value</c>.</param>
    public static string Path(params IReadOnlyCollection<string> labels) => $"/api/v1/nodes?labelSelector={Uri.EscapeDataString(string.Join(',', labels))}";

    /// <summary>How many of a list are ready.</summary>
    public static int CountReady(JsonNode list) => list.Items("items").Count(IsReady);

    private static bool IsReady(JsonNode node)
        => node.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");
}
