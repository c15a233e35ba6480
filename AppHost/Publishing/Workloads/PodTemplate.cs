using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>The pod of a program: hardened, and made of nothing but fields that the policy tool knows.</summary>
/// <remarks>
/// genpolicy of the Kata fork for AKS (3.2.0.azl3) refuses fields that it does not know, among them <c>runAsNonRoot</c> and
/// <c>automountServiceAccountToken</c> of a pod; it wants probes to name their port.
/// </remarks>
internal static class PodTemplate
{
    /// <summary>The name of the port that is served.</summary>
    public const string HttpPortName = "http";

    private const string WorkloadIdentityLabel = "azure.workload.identity/use";

    /// <summary>The template of a pod with these containers.</summary>
    /// <param name="program">The name that the pod goes by.</param>
    /// <param name="containers">The containers, in the order in which they start.</param>
    /// <param name="serviceAccount">The service account whose identity the pod has; null for none.</param>
    public static V1PodTemplateSpec Create(string program, IReadOnlyList<PublishedContainer> containers, string? serviceAccount)
    {
        var labels = Labels.Of(program);
        if (serviceAccount is not null)
        {
            labels[WorkloadIdentityLabel] = "true";
        }

        var volumes = containers.SelectMany(container => container.Mounts).DistinctBy(mount => mount.Name).Select(Volume).ToList();
        return new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta { Labels = labels },
            Spec = new V1PodSpec
            {
                ServiceAccountName = serviceAccount,
                Containers = [.. containers.Select(Container)],
                Volumes = volumes.Count > 0 ? volumes : null,
            },
        };
    }

    private static V1Container Container(PublishedContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        ImagePullPolicy = "IfNotPresent",
        Env = [.. container.Environment.Select(variable => new V1EnvVar { Name = variable.Key, Value = variable.Value })],
        Ports = container.HttpPort is { } port ? [new V1ContainerPort { Name = HttpPortName, ContainerPort = port, Protocol = "TCP" }] : null,
        StartupProbe = Probe(container, "/alive", periodSeconds: 2, failureThreshold: 60),
        ReadinessProbe = Probe(container, "/health", periodSeconds: 5, failureThreshold: 3),
        LivenessProbe = Probe(container, "/alive", periodSeconds: 10, failureThreshold: 3),
        // Limits alone: Kubernetes takes them as requests too, and a confidential guest is sized by them.
        Resources = new V1ResourceRequirements
        {
            Limits = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(container.Limits.Cpu), ["memory"] = new(container.Limits.Memory) },
        },
        SecurityContext = new V1SecurityContext
        {
            RunAsUser = container.User,
            Privileged = false,
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
            SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
        },
        VolumeMounts = container.Mounts.Count > 0
            ? [.. container.Mounts.Select(mount => new V1VolumeMount { Name = mount.Name, MountPath = mount.Path, ReadOnlyProperty = true })]
            : null,
    };

    private static V1Probe? Probe(PublishedContainer container, string path, int periodSeconds, int failureThreshold) => container.HttpPort is null
        ? null
        : new V1Probe
        {
            HttpGet = new V1HTTPGetAction { Path = path, Port = HttpPortName },
            PeriodSeconds = periodSeconds,
            TimeoutSeconds = 3,
            FailureThreshold = failureThreshold,
        };

    private static V1Volume Volume(MountAnnotation mount) => mount.Source switch
    {
        MountSource.ConfigMap source => new V1Volume { Name = mount.Name, ConfigMap = new V1ConfigMapVolumeSource { Name = source.Name } },
        MountSource.Secret source => new V1Volume { Name = mount.Name, Secret = new V1SecretVolumeSource { SecretName = source.Name } },
        MountSource.HostFile source => new V1Volume { Name = mount.Name, HostPath = new V1HostPathVolumeSource { Path = source.Path, Type = "File" } },
        _ => throw new InvalidOperationException($"The mount {mount.Name} has no source."),
    };
}
