using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace CcDemo.AppHost;

/// <summary>Reads the objects of a YAML file of any kinds.</summary>
internal static class ManifestObjects
{
    /// <summary>The objects, in the order of the file.</summary>
    /// <exception cref="DistributedApplicationException">The text is not YAML, or holds something that is no object.</exception>
    public static IReadOnlyList<ClusterObject> Parse(string yaml, string fileName)
    {
        var deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var objects = new List<ClusterObject>();

        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<YamlDotNet.Core.Events.StreamStart>();

            while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
            {
                if (ToJson(deserializer.Deserialize(parser)) is { } document)
                {
                    objects.Add(Require(document, fileName));
                }
            }
        }
        catch (YamlException e)
        {
            throw new DistributedApplicationException($"'{fileName}' is not valid YAML: {e.Message}");
        }

        return objects;
    }

    private static ClusterObject Require(JsonNode document, string fileName)
    {
        var result = new ClusterObject(document as JsonObject ?? []);
        return result.ApiVersion.Length > 0 && result.Kind.Length > 0 && result.Name.Length > 0
            ? result
            : throw new DistributedApplicationException($"'{fileName}' holds a document that is no Kubernetes object: it needs apiVersion, kind and metadata.name.");
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        IDictionary<object, object> mapping => new JsonObject(
            mapping.Select(entry => KeyValuePair.Create(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", ToJson(entry.Value)))),
        IEnumerable<object> sequence => new JsonArray([.. sequence.Select(ToJson)]),
        bool flag => JsonValue.Create(flag),
        byte or short or int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => JsonValue.Create(number),
        float or double => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
