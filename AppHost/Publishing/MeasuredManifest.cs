using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace CcDemo.AppHost;

/// <summary>
/// A manifest that carries a policy stays as it is when <c>publish</c> writes the same pod again: the policy may have been
/// made on another machine.
/// </summary>
internal static class MeasuredManifest
{
    private static readonly string[] _policyAnnotations =
        [.. Enum.GetValues<PolicyKind>().Select(kind => kind.ToAnnotation()), PolicyKinds.PeerPodInitDataAnnotation];

    /// <summary>The earlier text if it is the new one with a policy, else the new one.</summary>
    public static string KeepPolicy(string? earlier, string current)
    {
        if (earlier is null)
        {
            return current;
        }

        try
        {
            var (before, hadPolicy) = WithoutPolicy(earlier);
            return hadPolicy && before == WithoutPolicy(current).Yaml ? earlier : current;
        }
        catch (YamlException)
        {
            return current;
        }
    }

    private static (string Yaml, bool HadPolicy) WithoutPolicy(string yaml)
    {
        var objects = KubernetesYaml.LoadAllFromString(yaml);
        var hadPolicy = false;

        foreach (var metadata in objects.OfType<V1Deployment>().Select(deployment => deployment.Spec?.Template?.Metadata))
        {
            foreach (var name in _policyAnnotations)
            {
                hadPolicy |= metadata?.Annotations?.Remove(name) is true;
            }

            if (metadata?.Annotations is { Count: 0 })
            {
                metadata.Annotations = null;
            }
        }

        return (KubernetesYaml.SerializeAll(objects), hadPolicy);
    }
}
