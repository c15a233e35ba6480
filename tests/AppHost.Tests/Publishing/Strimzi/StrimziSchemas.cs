using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost.Tests.Publishing.Strimzi;

/// <summary>The schemas of Strimzi's custom resources, in a folder <c>shared/data/strimzi</c> beside one of the test's ancestor folders.</summary>
internal static class StrimziSchemas
{
    private static readonly Lazy<Dictionary<string, YamlNode>> _schemas = new(Load);

    public static string? Folder { get; } = Find();

    /// <summary>What the schema of the document's kind says against it, as paths with a sentence.</summary>
    public static IReadOnlyList<string> Violations(YamlNode document)
        => _schemas.Value.TryGetValue($"{document["apiVersion"]}/{document["kind"]}", out var schema)
            ? [.. OpenApiSchema.Violations(schema, document, "")]
            : [$"There is no {document["apiVersion"]} {document["kind"]}."];

    private static Dictionary<string, YamlNode> Load()
    {
        var schemas = new Dictionary<string, YamlNode>(StringComparer.Ordinal);

        foreach (var file in Directory.EnumerateFiles(Folder!, "*.yaml"))
        {
            var stream = new YamlStream();
            stream.Load(new StreamReader(file));
            var spec = stream.Documents[0].RootNode["spec"];

            foreach (var version in ((YamlSequenceNode)spec["versions"]).Children)
            {
                schemas[$"{spec["group"]}/{version["name"]}/{spec["names"]["kind"]}"] = version["schema"]["openAPIV3Schema"];
            }
        }

        return schemas;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "strimzi");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
