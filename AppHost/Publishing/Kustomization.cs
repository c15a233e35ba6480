using System.Text.Json.Serialization;

namespace CcDemo.AppHost;

/// <summary>The list of files for <c>kubectl apply -k</c> (kustomize.config.k8s.io/v1beta1).</summary>
internal sealed class Kustomization
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "kustomize.config.k8s.io/v1beta1";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Kustomization";

    [JsonPropertyName("resources")]
    public IList<string> Resources { get; set; } = [];

    /// <summary>The file's text.</summary>
    /// <param name="files">The files, in the order in which they are applied.</param>
    public static string Create(IReadOnlyList<string> files) => ManifestYaml.Write(
        "For kubectl apply -k. The step deploy applies the same files in the same order, and waits in between.",
        new ManifestDocument(
            new Kustomization { Resources = [.. files] },
            new() { ["resources"] = $"{PublishedNames.MessageKeyFile} is written by setup-key, once the key exists." }));
}
