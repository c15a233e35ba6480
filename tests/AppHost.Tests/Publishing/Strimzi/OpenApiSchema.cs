using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost.Tests.Publishing.Strimzi;

/// <summary>
/// Judges a document by a structural schema of a custom resource (OpenAPI v3 as Kubernetes has it), strictly: a field that
/// the schema does not list is a fault, as under a server's strict field validation.
/// </summary>
internal static class OpenApiSchema
{
    private const string PreserveUnknown = "x-kubernetes-preserve-unknown-fields";

    public static IEnumerable<string> Violations(YamlNode schema, YamlNode value, string path)
    {
        var type = Text(schema, "type");
        if (Text(schema, "x-kubernetes-int-or-string") == "true")
        {
            yield break;
        }

        if (!HasType(value, type))
        {
            yield return $"{path} is not of type {type}";
            yield break;
        }

        foreach (var violation in value switch
        {
            YamlMappingNode mapping => Object(schema, mapping, path),
            YamlSequenceNode sequence => Array(schema, sequence, path),
            YamlScalarNode scalar => Scalar(schema, scalar, path),
            _ => [],
        })
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> Object(YamlNode schema, YamlMappingNode value, string path)
    {
        var properties = Find(schema, "properties") as YamlMappingNode;
        var isOpen = Text(schema, PreserveUnknown) == "true" || Find(schema, "additionalProperties") is not null || (properties is null && path == "metadata");

        foreach (var (key, child) in value.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            var inner = path.Length > 0 ? $"{path}.{name}" : name;

            if (properties is not null && Find(properties, name) is { } property)
            {
                foreach (var violation in Violations(property, child, inner))
                {
                    yield return violation;
                }
            }
            else if (!isOpen)
            {
                yield return $"{inner} is not known";
            }
        }

        foreach (var required in Find(schema, "required") as YamlSequenceNode ?? [])
        {
            if (Find(value, ((YamlScalarNode)required).Value!) is null)
            {
                yield return $"{path} lacks {required}";
            }
        }
    }

    private static IEnumerable<string> Array(YamlNode schema, YamlSequenceNode value, string path)
    {
        if (int.TryParse(Text(schema, "minItems"), CultureInfo.InvariantCulture, out var minimum) && value.Children.Count < minimum)
        {
            yield return $"{path} has fewer than {minimum} items";
        }

        for (var i = 0; i < value.Children.Count; i++)
        {
            foreach (var violation in Violations(schema["items"], value.Children[i], $"{path}[{i}]"))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<string> Scalar(YamlNode schema, YamlScalarNode value, string path)
    {
        if (Find(schema, "enum") is YamlSequenceNode choices && !choices.Any(choice => ((YamlScalarNode)choice).Value == value.Value))
        {
            yield return $"{path} cannot be {value.Value}";
        }

        if (Text(schema, "pattern") is { } pattern && !Regex.IsMatch(value.Value!, pattern))
        {
            yield return $"{path} does not match {pattern}";
        }

        if (double.TryParse(Text(schema, "minimum"), CultureInfo.InvariantCulture, out var minimum) && double.Parse(value.Value!, CultureInfo.InvariantCulture) < minimum)
        {
            yield return $"{path} is below {minimum}";
        }

        if (double.TryParse(Text(schema, "maximum"), CultureInfo.InvariantCulture, out var maximum) && double.Parse(value.Value!, CultureInfo.InvariantCulture) > maximum)
        {
            yield return $"{path} is above {maximum}";
        }
    }

    private static bool HasType(YamlNode value, string? type) => type switch
    {
        "object" => value is YamlMappingNode,
        "array" => value is YamlSequenceNode,
        "integer" => value is YamlScalarNode { Style: ScalarStyle.Plain } number && long.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => value is YamlScalarNode { Style: ScalarStyle.Plain } number && double.TryParse(number.Value, CultureInfo.InvariantCulture, out _),
        "boolean" => value is YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" },
        "string" => value is YamlScalarNode text && (text.Style != ScalarStyle.Plain || !(HasType(text, "number") || HasType(text, "boolean"))),
        _ => true,
    };

    private static YamlNode? Find(YamlNode node, string name)
        => node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static string? Text(YamlNode node, string name) => (Find(node, name) as YamlScalarNode)?.Value;
}
