using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace CcDemo.AppHost.Tests.Publishing;

/// <summary>What a Kubernetes API server, and CcDemo itself, ask of an object beyond the names of its fields.</summary>
internal static partial class ManifestRules
{
    private static readonly Dictionary<Type, (string ApiVersion, string Kind)> _kinds = new()
    {
        [typeof(V1Namespace)] = ("v1", "Namespace"),
        [typeof(V1ServiceAccount)] = ("v1", "ServiceAccount"),
        [typeof(V1Service)] = ("v1", "Service"),
        [typeof(V1Deployment)] = ("apps/v1", "Deployment"),
        [typeof(V1NetworkPolicy)] = ("networking.k8s.io/v1", "NetworkPolicy"),
        [typeof(StrimziKafka)] = ("kafka.strimzi.io/v1", "Kafka"),
        [typeof(StrimziKafkaNodePool)] = ("kafka.strimzi.io/v1", "KafkaNodePool"),
        [typeof(StrimziKafkaTopic)] = ("kafka.strimzi.io/v1", "KafkaTopic"),
    };

    /// <summary>A sentence for each rule that an object of the set breaks.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyCollection<object> objects)
    {
        var deployments = objects.OfType<V1Deployment>().ToList();
        return
        [
            .. objects.SelectMany(Identity),
            .. objects.Cast<IKubernetesObject<V1ObjectMeta>>().GroupBy(item => (item.Kind, item.Metadata.Name, item.Metadata.NamespaceProperty))
                .Where(group => group.Count() > 1).Select(group => $"{group.Key} stands there twice"),
            .. deployments.SelectMany(Deployment),
            .. deployments.SelectMany(deployment => deployment.Spec.Template.Spec.Containers.SelectMany(container => Container(container, deployment.Spec.Template.Spec))),
            .. objects.OfType<V1Service>().SelectMany(service => Service(service, deployments)),
            .. objects.OfType<V1NetworkPolicy>().Where(policy => !deployments.Any(deployment => Selects(policy.Spec.PodSelector.MatchLabels, deployment)))
                .Select(policy => $"The network policy {policy.Metadata.Name} selects no pod"),
            .. deployments.Where(deployment => !objects.OfType<V1NetworkPolicy>().Any(policy => Selects(policy.Spec.PodSelector.MatchLabels, deployment)))
                .Select(deployment => $"{deployment.Metadata.Name} has no network policy"),
        ];
    }

    private static IEnumerable<string> Identity(object item)
    {
        var (apiVersion, kind) = _kinds[item.GetType()];
        var entity = (IKubernetesObject<V1ObjectMeta>)item;
        if (entity.ApiVersion != apiVersion || entity.Kind != kind)
        {
            yield return $"{entity.ApiVersion} {entity.Kind} is not {apiVersion} {kind}";
        }

        if (!NamePattern().IsMatch(entity.Metadata.Name))
        {
            yield return $"'{entity.Metadata.Name}' is no name";
        }

        if ((item is V1Namespace) != (entity.Metadata.NamespaceProperty is null))
        {
            yield return $"{kind} {entity.Metadata.Name} is not in a namespace";
        }

        foreach (var (key, value) in entity.Metadata.Labels)
        {
            if (!LabelValuePattern().IsMatch(value))
            {
                yield return $"The label {key} of {entity.Metadata.Name} cannot be '{value}'";
            }
        }
    }

    private static IEnumerable<string> Deployment(V1Deployment deployment)
    {
        if (!Selects(deployment.Spec.Selector.MatchLabels, deployment))
        {
            yield return $"{deployment.Metadata.Name} does not select its own pods";
        }

        var spec = deployment.Spec.Template.Spec;
        if (spec.Containers.Select(container => container.Name).Distinct().Count() != spec.Containers.Count)
        {
            yield return $"{deployment.Metadata.Name} has two containers of one name";
        }
    }

    private static IEnumerable<string> Container(V1Container container, V1PodSpec pod)
    {
        if (!ImagePattern().IsMatch(container.Image))
        {
            yield return $"{container.Name} has an image that is not pinned: {container.Image}";
        }

        if (container.Resources.Requests is not null || container.Resources.Limits.Keys.Order().SequenceEqual(["cpu", "memory"]) is false)
        {
            yield return $"{container.Name} has requests, or lacks a limit";
        }

        var security = container.SecurityContext;
        if (security is not { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true, Privileged: false, Capabilities: { Add: null, Drop: ["ALL"] }, RunAsUser: not null })
        {
            yield return $"{container.Name} is not hardened";
        }

        foreach (var mount in container.VolumeMounts ?? [])
        {
            if (pod.Volumes?.Any(volume => volume.Name == mount.Name) is not true || mount.ReadOnlyProperty is not true || !mount.MountPath.StartsWith('/'))
            {
                yield return $"The mount {mount.Name} of {container.Name} has no volume, is writable, or has no absolute path";
            }
        }

        foreach (var name in container.Env.GroupBy(variable => variable.Name).Where(group => group.Count() > 1 || !EnvironmentNamePattern().IsMatch(group.Key)))
        {
            yield return $"The variable {name.Key} of {container.Name} stands there twice or is no name";
        }

        foreach (var probe in new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.OfType<V1Probe>())
        {
            if (container.Ports?.Any(port => port.Name == probe.HttpGet.Port.Value) is not true)
            {
                yield return $"A probe of {container.Name} names a port that it does not have";
            }
        }
    }

    private static IEnumerable<string> Service(V1Service service, List<V1Deployment> deployments)
    {
        var target = deployments.SingleOrDefault(deployment => Selects(service.Spec.Selector, deployment));
        var ports = target?.Spec.Template.Spec.Containers.SelectMany(container => container.Ports ?? []).Select(port => port.Name).ToList() ?? [];
        if (!service.Spec.Ports.All(port => ports.Contains(port.TargetPort.Value)))
        {
            yield return $"The service {service.Metadata.Name} leads to no port of a pod";
        }
    }

    private static bool Selects(IDictionary<string, string> selector, V1Deployment deployment)
        => selector.Count > 0 && selector.All(label => deployment.Spec.Template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?\z")]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(@"^[^:]+(:[0-9]+/[^:]+)?:(?!latest)[\w.-]+(@sha256:[0-9a-f]{64})?\z")]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex EnvironmentNamePattern();
}
