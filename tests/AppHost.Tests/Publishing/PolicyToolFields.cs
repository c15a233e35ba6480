using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost.Tests.Publishing;

/// <summary>The fields that genpolicy 3.2.0.azl3 reads: it fails on every other one (unless told to be silent), and so does this.</summary>
internal static class PolicyToolFields
{
    private static readonly HashSet<string> _deployment =
    [
        "apiVersion", "kind",
        "metadata.name", "metadata.labels.*", "metadata.annotations.*", "metadata.namespace",
        "spec.replicas", "spec.selector.matchLabels.*",
        "spec.template.metadata.labels.*", "spec.template.metadata.annotations.*",
        .. Pod("spec.template.spec"),
    ];

    /// <summary>Kinds that it passes over without reading them.</summary>
    private static readonly string[] _ignored = ["Service", "ServiceAccount", "Namespace"];

    /// <summary>The fields of a YAML stream that the tool does not know, by kind and path.</summary>
    public static IReadOnlyList<string> Unknown(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return
        [
            .. from document in stream.Documents
               let kind = ((YamlScalarNode)document.RootNode["kind"]).Value!
               where !_ignored.Contains(kind)
               from path in kind == "Deployment" ? Leaves(document.RootNode, "") : [kind]
               where !_deployment.Contains(path)
               select $"{kind}.{path}",
        ];
    }

    private static IEnumerable<string> Pod(string spec)
    {
        foreach (var field in (string[])["nodeSelector.*", "runtimeClassName", "serviceAccountName", "tolerations[].key", "tolerations[].operator", "tolerations[].effect"])
        {
            yield return $"{spec}.{field}";
        }

        foreach (var field in (string[])["name", "hostPath.path", "hostPath.type", "configMap.name", "secret.secretName", "secret.defaultMode"])
        {
            yield return $"{spec}.volumes[].{field}";
        }

        string[] container =
        [
            "name", "image", "imagePullPolicy", "env[].name", "env[].value", "command[]", "args[]",
            "ports[].containerPort", "ports[].name", "ports[].protocol", "resources.limits.*", "resources.requests.*",
            "volumeMounts[].mountPath", "volumeMounts[].name", "volumeMounts[].readOnly",
            "securityContext.readOnlyRootFilesystem", "securityContext.allowPrivilegeEscalation", "securityContext.privileged",
            "securityContext.capabilities.add[]", "securityContext.capabilities.drop[]", "securityContext.runAsUser", "securityContext.seccompProfile.type",
            .. from probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"]
               from field in (string[])["httpGet.path", "httpGet.port", "periodSeconds", "timeoutSeconds", "failureThreshold"]
               select $"{probe}.{field}",
        ];

        foreach (var field in container)
        {
            yield return $"{spec}.containers[].{field}";
        }
    }

    private static IEnumerable<string> Leaves(YamlNode node, string path) => node switch
    {
        YamlMappingNode when _deployment.Contains($"{path}.*") => [$"{path}.*"],
        YamlMappingNode mapping => mapping.Children.SelectMany(child => Leaves(child.Value, $"{(path.Length > 0 ? $"{path}." : "")}{((YamlScalarNode)child.Key).Value}")),
        YamlSequenceNode sequence => sequence.Children.SelectMany(child => Leaves(child, $"{path}[]")),
        _ => [path],
    };
}
