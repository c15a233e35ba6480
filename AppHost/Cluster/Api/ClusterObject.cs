using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>An object as a manifest or the cluster has it.</summary>
/// <param name="Content">The whole object.</param>
internal sealed record ClusterObject(JsonObject Content)
{
    /// <summary>Group and version, such as <c>apps/v1</c>.</summary>
    public string ApiVersion => Content.Text("apiVersion") ?? "";

    /// <summary>The kind, such as <c>Deployment</c>.</summary>
    public string Kind => Content.Text("kind") ?? "";

    /// <summary>The name.</summary>
    public string Name => Content.Text("metadata", "name") ?? "";

    /// <summary>The namespace; null when the object is in none.</summary>
    public string? Namespace => Content.Text("metadata", "namespace");

    public override string ToString() => $"{Kind} {Name}";
}
