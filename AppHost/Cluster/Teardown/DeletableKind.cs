namespace CcDemo.AppHost;

/// <summary>A kind of objects that a deployment, or what it brings to life, leaves in the namespace.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Labels">The selector of ours among them.</param>
/// <param name="IsGoneBeforeNext">Whether the next kinds wait until these are gone: somebody still has to clean up after them.</param>
internal sealed record DeletableKind(string ApiVersion, string Kind, string Labels, bool IsGoneBeforeNext = false)
{
    private static readonly string _ours = $"app.kubernetes.io/part-of={PublishedNames.PartOf}";
    private static readonly string _brokers = $"strimzi.io/cluster={StrimziCluster.Name}";

    /// <summary>All of them, in the order in which they go: topics while their operator is there, brokers before their volumes.</summary>
    public static IReadOnlyList<DeletableKind> All { get; } =
    [
        new("apps/v1", "Deployment", _ours, IsGoneBeforeNext: true),
        new("v1", "Service", _ours),
        new(StrimziCluster.ApiVersion, "KafkaTopic", _ours, IsGoneBeforeNext: true),
        new(StrimziCluster.ApiVersion, "KafkaUser", _ours, IsGoneBeforeNext: true),
        new(StrimziCluster.ApiVersion, "Kafka", _ours, IsGoneBeforeNext: true),
        new(StrimziCluster.ApiVersion, "KafkaNodePool", _ours, IsGoneBeforeNext: true),
        new("v1", "PersistentVolumeClaim", _brokers),
        new("networking.k8s.io/v1", "NetworkPolicy", _ours),
        new("policy/v1", "PodDisruptionBudget", _ours),
        new("v1", "ConfigMap", _ours),
        new("v1", "Secret", _ours),
        new("v1", "ServiceAccount", _ours),
    ];
}
